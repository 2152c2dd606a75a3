import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Incident } from "@pipewright/contract/incident";
import { Ignored, Noted } from "@pipewright/contract/simulate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import {
  endedPullRequest,
  failureIn,
  pushOf,
  sendDelivery,
  tellOfFailure,
  WEBHOOK_SECRET,
} from "./testing/github-deliveries.ts";
import type { RepositoryState } from "./testing/github-server/github-state.ts";
import { type GitHubServer, startGitHubServer } from "./testing/github-server/start-github-server.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const EXAMPLE = join(EXAMPLES_DIR, "python-missing-import");
const LOG = readFileSync(join(EXAMPLE, "failure.log"), "utf8");
const REPO = "acme/shop";
const MERGE = "c0ffee".padEnd(40, "0");
const REVERT_BY_BUTTON = { number: 301, title: 'Revert "Import json"', body: `Reverts ${REPO}#300` };
const REVERT_BY_GIT = `Revert "Import json"\n\nThis reverts commit ${MERGE}.\n`;

let github: GitHubServer;
let shop: RepositoryState;
let commit: string;
let server: TestServer;
let runs: number;

beforeEach(async () => {
  runs = 4000;
  github = await startGitHubServer();
  ({ repository: shop, commit } = github.addRepository(REPO, join(EXAMPLE, "repo")));
  server = await startTestServer({ GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET, ...github.env("token") });
});
afterEach(async () => {
  await server.close();
  await github.close();
});

/** The same failure, at this commit; comes back when a fix waits for an answer. */
async function fail(at = commit): Promise<Incident> {
  runs += 10;
  const job = { id: runs + 1, name: "test", conclusion: "failure" as const, log: LOG };
  shop.runs.push({ id: runs, workflowId: 3, branch: "main", conclusion: "failure", jobs: [job] });
  return server.reach(await tellOfFailure(server, failureIn(REPO, github.url, { id: runs, head_sha: at })));
}

async function deliver(incident: Incident): Promise<Incident> {
  expect((await server.approve(incident)).status).toBe(200);
  const done = await server.reach(incident.id, ["resolved", "failed"]);
  expect(done.delivery?.kind).toBe("pull_request");
  return done;
}

/** What people do with a pull request of ours, as GitHub tells it. */
const told = async (event: string, payload: object) => (await sendDelivery(server, event, payload)).json();
const ended = ({ delivery }: Incident, fields: object, action?: string) =>
  told("pull_request", endedPullRequest(REPO, { number: delivery?.number, ref: delivery?.branch, ...fields }, action));
const merge = (incident: Incident) => ended(incident, { merged: true, merge_commit_sha: MERGE });

/** A later commit in which the failure is the same. */
function laterCommit(): string {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", `--git-dir=${shop.gitDir}`, ...args], {
      encoding: "utf8",
    }).trim();
  const later = git("commit-tree", `${commit}^{tree}`, "-p", commit, "-m", "Later");
  git("update-ref", "refs/heads/main", later);
  return later;
}

const said = ({ timeline }: Incident) => timeline.map(({ message }) => message);

describe("a pull request that is merged", () => {
  it("is known as merged, and stays so when an older delivery comes late", async () => {
    const done = await deliver(await fail());
    expect(Noted.parse(await merge(done)).eventId).toBe(done.id);
    expect(Ignored.parse(await ended(done, { merged: false })).ignored).toBe(true);
    const incident = await server.incident(done.id);
    expect(incident.delivery).toMatchObject({ fate: "merged", mergeCommit: MERGE });
    expect(said(incident).filter((message) => message.startsWith("Pull request #300"))).toEqual([
      "Pull request #300 was merged by Codertocat",
    ]);
  });

  it("did not hold when the same failure is back", async () => {
    await merge(await deliver(await fail()));
    const again = await fail(laterCommit());
    expect(again.similar).toMatchObject({ seen: 1, returned: true, notHeld: 1 });
    expect(said(again)).toContainEqual(expect.stringContaining("The failure is back after #300 was delivered"));
  });
});

describe("a pull request that is reverted", () => {
  it.each([
    ["by the button", () => told("pull_request", endedPullRequest(REPO, { merged: true, ...REVERT_BY_BUTTON }))],
    ["by a push of git's own revert", () => told("push", pushOf(REPO, "main", REVERT_BY_GIT))],
  ])("(%s) is a fix that did not hold, which the next same failure says", async (_how, revert) => {
    const done = await deliver(await fail());
    await merge(done);
    expect(Noted.parse(await revert()).eventId).toBe(done.id);
    // GitHub tells of the button's merge and of its push.
    expect(Ignored.parse(await told("push", pushOf(REPO, "main", REVERT_BY_GIT))).ignored).toBe(true);
    const reverted = await server.incident(done.id);
    expect(reverted.delivery?.fate).toBe("reverted");
    expect(said(reverted).at(-1)).toMatch(/was taken back by a revert on main by Codertocat$/);

    const again = await fail(laterCommit());
    expect(again.similar).toMatchObject({ seen: 1, notHeld: 1, undone: { name: "#300", fate: "reverted" } });
    expect(said(again)).toContain("Seen once before, never fixed, #300 was reverted afterwards");
    expect(again.fix?.summary).toBe("A person has to look: #300 was merged and then reverted");
  });

  it("on another branch only is none", async () => {
    const done = await deliver(await fail());
    await merge(done);
    expect(await told("push", pushOf(REPO, "release", REVERT_BY_GIT))).toMatchObject({ ignored: true });
    expect((await server.incident(done.id)).delivery?.fate).toBe("merged");
  });

  it("is noted for each of several in one push", async () => {
    const first = await deliver(await fail());
    await merge(first);
    const second = await deliver(await fail());
    const number = second.delivery?.number;
    expect(number).not.toBe(first.delivery?.number);
    await told("push", pushOf(REPO, "main", REVERT_BY_GIT, `Revert "Import json (#${number})"`));
    const fates = await Promise.all([first, second].map(async ({ id }) => (await server.incident(id)).delivery?.fate));
    expect(fates).toEqual(["reverted", "reverted"]);
  });
});

describe("a pull request that is closed without a merge", () => {
  it("was turned down, which the next same failure says; its fix is not proposed again", async () => {
    const done = await deliver(await fail());
    await ended(done, { merged: false });
    const closed = await server.incident(done.id);
    expect(closed.delivery?.fate).toBe("closed");
    expect(said(closed).at(-1)).toBe("Pull request #300 was closed without being merged by Codertocat");

    const again = await fail(laterCommit());
    expect(again.similar).toMatchObject({
      seen: 1,
      rejectedDigests: [done.fix?.digest],
      undone: { name: "#300", fate: "closed" },
    });
    expect(said(again)).toContain("Seen once before, never fixed, #300 was closed without being merged");
    expect(again.fix?.summary).toBe("A person has to look: #300 was closed without being merged");
  });

  it("counts again once it is opened again, and is brought up to date by the next same failure", async () => {
    const done = await deliver(await fail());
    await ended(done, { merged: false });
    await ended(done, { merged: false }, "reopened");
    const open = await server.incident(done.id);
    expect(open.delivery).not.toHaveProperty("fate");
    expect(said(open).at(-1)).toBe("Pull request #300 was opened again by Codertocat");
    const again = await deliver(await fail());
    expect(again.similar?.undone).toBeUndefined();
    expect(again.delivery?.number).toBe(300);
    expect(shop.pulls).toHaveLength(1);
  });
});

it("is none of ours by a delivery that is not signed", async () => {
  const done = await deliver(await fail());
  const body = JSON.stringify(endedPullRequest(REPO, { number: 300, ref: done.delivery?.branch, merged: true }));
  const headers = { "x-github-event": "pull_request", "x-github-delivery": "1", "x-hub-signature-256": "sha256=00" };
  const answer = await server.call("/api/webhook/github", undefined, { method: "POST", body, headers });
  expect(answer.status).toBe(401);
  expect((await server.incident(done.id)).delivery).not.toHaveProperty("fate");
});
