import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Incident } from "@pipewright/contract/incident";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import { failureIn, sendDelivery, tellOfFailure, WEBHOOK_SECRET } from "./testing/github-deliveries.ts";
import type { RepositoryState } from "./testing/github-server/github-state.ts";
import { REFUSALS } from "./testing/github-server/refusals.ts";
import { type GitHubServer, startGitHubServer } from "./testing/github-server/start-github-server.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const EXAMPLE = join(EXAMPLES_DIR, "python-missing-import");
const LOG = readFileSync(join(EXAMPLE, "failure.log"), "utf8");
const REPO = "acme/shop";
const RESTED = ["resolved", "failed"] as const;

let github: GitHubServer;
let shop: RepositoryState;
let commit: string;
let server: TestServer;

beforeEach(async () => {
  github = await startGitHubServer();
  ({ repository: shop, commit } = github.addRepository(REPO, join(EXAMPLE, "repo")));
});
afterEach(async () => {
  await server.close();
  await github.close();
});

async function start(kind: "app" | "token", settings: Record<string, string> = {}): Promise<void> {
  const env = { GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET, PIPEWRIGHT_PUBLIC_URL: "https://pipewright.example.org" };
  server = await startTestServer({ ...env, ...github.env(kind), ...settings });
}

/** A run fails, is diagnosed, and its fix approved and run. */
async function heal(run: Record<string, unknown> = {}): Promise<Incident> {
  const id = Number(run.id ?? 4812);
  const job = { id: id + 1, name: "test", conclusion: "failure" as const, log: LOG };
  shop.runs.push({ id, workflowId: 3, branch: "main", conclusion: "failure", jobs: [job] });
  const eventId = await tellOfFailure(server, failureIn(REPO, github.url, { id, head_sha: commit, ...run }));
  const waiting = await server.reach(eventId);
  expect(waiting.status).toBe("awaiting_approval");
  expect((await server.approve(waiting)).status).toBe(200);
  return server.reach(eventId, RESTED);
}

const git = (...args: string[]) =>
  execFileSync("git", [`--git-dir=${shop.gitDir}`, ...args], { encoding: "utf8" }).trim();
const said = ({ timeline }: Incident) => timeline.map(({ message }) => message).join("\n");

describe("a proven fix", () => {
  it("becomes a pull request of the app, with cause, evidence, proof, risk and approver in it", async () => {
    await start("app");
    const incident = await heal();
    const [pull] = shop.pulls;
    expect(incident.delivery).toMatchObject({
      kind: "pull_request",
      number: pull?.number,
      url: pull?.html_url,
      draft: false,
    });
    expect(pull).toMatchObject({ base: "main", head: `pipewright/${incident.id}`, draft: false });
    for (const part of ["NameError", "### Proof", "exit 1", "exit 0", "### Risk", "By admin", "### How to undo"]) {
      expect(pull?.body).toContain(part);
    }
    expect(pull?.body).toContain(`https://pipewright.example.org/events/${incident.id}/log?line`);
    expect(git("log", "-1", "--format=%an <%ae>|%P|%(trailers:key=Co-authored-by)", `pipewright/${incident.id}`)).toBe(
      `pipewright-test[bot] <700+pipewright-test[bot]@users.noreply.127.0.0.1>|${commit}|Co-authored-by: admin <admin@pipewright.invalid>`,
    );
    expect(git("diff", "--stat", commit, `pipewright/${incident.id}`)).toContain("1 file changed");
    // git got a token of its own: for this repository and its contents alone.
    expect(github.issued).toContainEqual({
      token: expect.any(String),
      permissions: { contents: "write" },
      repositories: ["shop"],
    });
    expect(shop.checks[0]).toMatchObject({ head_sha: commit, conclusion: "neutral" });
    expect(shop.checks[0]?.output.annotations.length).toBeGreaterThan(0);
    // Tokens and the app's name are asked for once for many incidents.
    expect(github.calls.filter((call) => call.includes(`/repos/${REPO}/`)).length).toBeLessThanOrEqual(12);
  });

  it("is told to the pull request that fails, in one comment", async () => {
    await start("token");
    const incident = await heal({ pull_requests: [{ number: 41 }] });
    expect(incident.delivery?.kind).toBe("pull_request");
    expect(shop.comments.get(41)).toHaveLength(1);
    expect(shop.comments.get(41)?.[0]?.body).toContain(shop.pulls[0]?.html_url);
    expect(shop.checks).toEqual([]);
  });

  it("goes onto the branch of the pull request that fails where that is wished", async () => {
    await start("token", { GITHUB_COMMIT_TO_PULL_REQUEST: "true" });
    const incident = await heal({ pull_requests: [{ number: 41 }] });
    expect(incident.delivery).toMatchObject({ kind: "commit", branch: "main", number: 41 });
    expect(git("rev-parse", "main", "main^")).toBe(`${incident.delivery?.commit}\n${commit}`);
    expect(shop.pulls).toEqual([]);
  });

  it("brings the open pull request for the same failure up to date instead of opening another", async () => {
    await start("token");
    const first = await heal();
    const second = await heal({ id: 4900 });
    expect(shop.pulls).toHaveLength(1);
    expect(second.delivery).toMatchObject({ number: first.delivery?.number, branch: first.delivery?.branch });
    expect(shop.pulls[0]?.body).toContain(second.id);
  });

  it("stays on its branch, and says why, when GitHub refuses a pull request", async () => {
    github.failures.push({ route: /^POST .*\/pulls$/, status: 403, body: { message: "Resource not accessible" } });
    await start("token");
    const incident = await heal();
    const branch = `pipewright/${incident.id}`;
    expect(incident).toMatchObject({ status: "resolved", delivery: { kind: "branch", branch } });
    expect(git("rev-parse", branch)).toBe(incident.delivery?.commit);
    expect(incident.delivery?.message).toContain("lacks a permission");
  });

  it("is delivered later when GitHub has trouble now", async () => {
    github.failures.push({ route: /^POST .*\/pulls$/, status: 502, times: 3 });
    await start("token");
    const incident = await heal();
    expect(incident.delivery?.kind).toBe("pull_request");
    expect(shop.pulls).toHaveLength(1);
    expect(said(incident)).toContain("GitHub answered 502");
  });

  it("that GitHub does not take for long waits for a Retry, which makes one pull request of it", async () => {
    github.failures.push({ route: /^POST .*\/pulls$/, ...REFUSALS.unavailable });
    await start("token");
    const failed = await heal();
    expect(failed).toMatchObject({ status: "failed", failure: { step: "delivering", code: "github_unavailable" } });
    expect(said(failed)).toContain("The delivery failed: GitHub answered 502.");
    expect(shop.pulls).toEqual([]);
    github.failures.splice(0);
    await server.json(`/api/dashboard/events/${failed.id}/retry`, {});
    const done = await server.reach(failed.id, ["resolved"]);
    expect(done.delivery?.kind).toBe("pull_request");
    expect(shop.pulls).toHaveLength(1);
    // Delivering again runs nothing again.
    expect(done.timeline.filter(({ kind }) => kind === "step.executed")).toHaveLength(1);
  });

  it("stays here as a patch where no more is wished", async () => {
    await start("token", { DELIVERY: "patch" });
    expect((await heal()).delivery?.kind).toBe("patch");
    expect(github.calls.filter((call) => call.startsWith("POST"))).toEqual([]);
  });
});

describe("a fork's failure", () => {
  it("is answered by a comment with the change, and nothing is pushed", async () => {
    await start("token");
    const head_repository = { full_name: "mallory/shop", html_url: `${github.url}/acme/shop` };
    const incident = await heal({ head_repository, pull_requests: [{ number: 42 }] });
    expect(incident.delivery).toMatchObject({ kind: "comment", url: shop.comments.get(42)?.[0]?.html_url });
    expect(shop.comments.get(42)?.[0]?.body).toContain("+import json");
    expect(git("branch", "--list")).toBe("* main");
  });
});

describe("a failure that only has to run again", () => {
  const FLAKY = join(EXAMPLES_DIR, "flaky-network");

  beforeEach(async () => {
    ({ repository: shop, commit } = github.addRepository("acme/flaky", join(FLAKY, "repo")));
    await start("token");
  });

  it("is run again by GitHub; the attempt that passes closes it, and one that fails opens it again", async () => {
    const log = readFileSync(join(FLAKY, "failure.log"), "utf8");
    const jobs = [{ id: 5, name: "test", conclusion: "failure" as const, log }];
    shop.runs.push({ id: 77, workflowId: 3, branch: "main", conclusion: "failure", jobs });
    const told = (attempt: number) =>
      failureIn("acme/flaky", github.url, { id: 77, head_sha: commit, run_attempt: attempt });
    const id = await tellOfFailure(server, told(1));
    const waiting = await server.reach(id);
    await server.approve(waiting);
    const done = await server.reach(id, RESTED);
    expect(done.delivery?.kind).toBe("rerun");
    expect(shop.reruns).toEqual([77]);

    expect(await tellOfFailure(server, told(2))).toBe(id);
    const again = await server.reach(id);
    expect(again).toMatchObject({ status: "awaiting_approval" });
    expect(said(again)).toContain("The jobs failed again, at attempt 2");

    await server.approve(again);
    await server.reach(id, RESTED);
    const passed = { action: "completed", workflow_run: { id: 77, run_attempt: 3, conclusion: "success" } };
    await sendDelivery(server, "workflow_run", { ...passed, repository: { full_name: "acme/flaky" } });
    expect(await server.incident(id)).toMatchObject({
      status: "resolved",
      delivery: { kind: "rerun", fate: "passed" },
      verification: { verdict: "proven" },
    });
  });
});
