import { createHmac } from "node:crypto";
import type { Incident } from "@pipewright/contract/incident";
import { Problem } from "@pipewright/contract/problem";
import { Accepted } from "@pipewright/contract/simulate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const SECRET = "delivery-secret";
/** Scenarios that need only a shell and Python's standard library. */
const SANDBOX_SCENARIOS = [
  "python-missing-import",
  "python-removed-alias",
  "python-undeclared-dependency",
  "shell-not-executable",
  "shell-crlf",
  "config-trailing-comma",
  "env-file-missing",
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ GITHUB_WEBHOOK_SECRET: SECRET });
});
afterAll(() => server.close());

async function propose(body: object): Promise<Incident> {
  return server.reach(await server.simulate(body));
}

describe("a scenario in the embedded sandbox", () => {
  it.each(SANDBOX_SCENARIOS)("%s goes from red to green", async (scenario) => {
    const proposed = await propose({ scenario });
    expect(proposed).toMatchObject({
      status: "awaiting_approval",
      // The change itself where it can be worked out from the file, else the script that makes it.
      fix: { kind: expect.stringMatching(/^(?:script|patch)$/) },
      approval: { status: "pending" },
    });
    expect(proposed.diagnosis?.evidence.length).toBeGreaterThan(0);
    expect(proposed.execution).toBeUndefined();

    expect((await server.approve(proposed)).status).toBe(200);
    const done = await server.reach(proposed.id, ["resolved", "failed"]);
    expect(done.verification).toMatchObject({ verdict: "proven", after: { exitCode: 0 } });
    expect(done.verification?.before?.exitCode).not.toBe(0);
    expect(done.execution).toMatchObject({
      executor: "sandbox",
      exitCode: 0,
      diff: expect.stringContaining("diff --git"),
    });
    expect(done.delivery?.kind).toBe("patch");
    expect(done.timeline.map(({ n }) => n)).toEqual(done.timeline.map((_, index) => index + 1));
    const patch = await server.call(`/api/dashboard/events/${done.id}/patch`);
    expect(await patch.text()).toContain("diff --git");
  });
});

describe("a failure that only a mind can fix", () => {
  it("waits for a person as manual, and taking it over runs nothing", async () => {
    const proposed = await propose({ scenario: "python-failing-test" });
    expect(proposed).toMatchObject({ status: "awaiting_approval", fix: { kind: "manual" } });
    await server.approve(proposed);
    const done = await server.reach(proposed.id, ["dismissed"]);
    expect(done.execution).toBeUndefined();
    expect(done.approval?.status).toBe("approved");
  });
});

describe("a free simulation", () => {
  it("takes the documented body, and ends unproven when the repository cannot be cloned", async () => {
    const proposed = await propose({
      repo: "file:///nowhere/at/all",
      branch: "main",
      commit_sha: "abc1234",
      commit_message: "demo failure",
      logs: "##[group]Run ./build.sh\n##[endgroup]\n./build.sh: Permission denied\n##[error]Process completed with exit code 126.\n",
    });
    expect(proposed).toMatchObject({
      repo: "file:///nowhere/at/all",
      commitSha: "abc1234",
      commitMessage: "demo failure",
    });
    await server.approve(proposed);
    const done = await server.reach(proposed.id, ["resolved", "failed", "dismissed"]);
    expect(done.verification?.verdict).not.toBe("proven");
    expect(done.verification?.reason).toMatch(/clone|empty|repository/i);
  });

  it("masks what looks like a secret before the log is stored", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const proposed = await propose({ repo: "a/b", logs: `export GITHUB_TOKEN=${token}\nerror: it failed\n` });
    const log = await server.call(`/api/dashboard/events/${proposed.id}/log`);
    expect(await log.text()).not.toContain(token);
    expect(JSON.stringify(proposed)).not.toContain(token);
  });
});

describe("an approval", () => {
  it("is given once: of 50 at the same time one wins and 49 are told so", async () => {
    const proposed = await propose({ scenario: "config-trailing-comma" });
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.approve(proposed)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(49);
    const done = await server.reach(proposed.id, ["resolved", "failed"]);
    expect(done.timeline.filter(({ kind }) => kind === "approval.answered")).toHaveLength(1);
    expect(done.timeline.filter(({ kind, data }) => kind === "run.started" && data?.phase === "fix")).toHaveLength(1);
  });

  it("covers only the fix that was shown", async () => {
    const proposed = await propose({ scenario: "shell-crlf" });
    const stale = await server.call(`/api/approvals/${proposed.approval?.id}/approve`, {
      digest: `sha256:${"0".repeat(64)}`,
    });
    expect(stale.status).toBe(409);
    expect(Problem.parse(await stale.json())).toMatchObject({ code: "stale_digest" });
    const rejected = await server.call(`/api/approvals/${proposed.approval?.id}/reject`, { reason: "not tonight" });
    expect(rejected.status).toBe(200);
    const late = await server.approve(proposed);
    expect(late.status).toBe(409);
    expect(Problem.parse(await late.json()).detail).toMatch(/rejected by admin/);
    expect((await server.incident(proposed.id)).execution).toBeUndefined();
  });
});

describe("a failure that is run again", () => {
  it("is an incident of its own with the same log; the first one stays and says so", async () => {
    const first = await propose({
      repo: "acme/again",
      branch: "main",
      logs: "NameError: name 'json' is not defined\n",
    });
    await server.json(`/api/approvals/${first.approval?.id}/reject`, { reason: "not now" });
    const { eventId } = Accepted.parse(await server.json(`/api/dashboard/events/${first.id}/again`, {}));
    const second = await server.reach(eventId);
    expect(second).toMatchObject({ status: "awaiting_approval", repo: "acme/again", log: first.log });
    expect(second.id).not.toBe(first.id);
    expect((await server.incident(first.id)).timeline.at(-1)).toMatchObject({ message: "Run again by admin" });
  });
});

describe("a GitHub delivery", () => {
  const body = JSON.stringify({
    action: "completed",
    workflow_run: {
      id: 4812,
      run_attempt: 1,
      name: "build-and-test",
      html_url: "https://github.com/acme/shop/actions/runs/4812",
      conclusion: "failure",
      head_branch: "main",
      head_sha: "3f9a2c1e5b7d8f60a1b2c3d4e5f60718293a4b5c",
      head_commit: { message: "Load orders" },
      repository: { full_name: "acme/shop" },
      head_repository: { full_name: "acme/shop", html_url: "https://github.com/acme/shop" },
    },
    repository: { full_name: "acme/shop", clone_url: "https://github.com/acme/shop.git", default_branch: "main" },
  });
  const deliver = (id: string, signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`) =>
    server.call("/api/webhook/github", undefined, {
      method: "POST",
      body,
      headers: {
        authorization: "",
        "x-github-event": "workflow_run",
        "x-github-delivery": id,
        "x-hub-signature-256": signature,
      },
    });

  it("that comes 20 times is one incident", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver("d-1")));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    const accepted = await Promise.all(answers.map(async (answer) => Accepted.parse(await answer.json())));
    const [eventId, ...otherIds] = new Set(accepted.map((each) => each.eventId));
    expect(otherIds).toEqual([]);
    expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    const otherDelivery = await (await deliver("d-2")).json();
    expect(otherDelivery).toEqual({ eventId, duplicate: true });
  });

  it("with a bad signature is refused", async () => {
    expect((await deliver("d-3", `sha256=${"0".repeat(64)}`)).status).toBe(401);
  });

  it("whose log cannot be fetched fails at that step, says what to do, and can be retried", async () => {
    const { eventId } = Accepted.parse(await (await deliver("d-4")).json());
    const failed = await server.reach(eventId, ["failed"]);
    expect(failed.failure).toMatchObject({ step: "collecting", message: expect.stringContaining("GITHUB_TOKEN") });
    expect((await server.call(`/api/dashboard/events/${eventId}/retry`, {})).status).toBeLessThan(300);
    const again = await server.reach(eventId, ["failed"]);
    expect(again.timeline.length).toBeGreaterThan(failed.timeline.length);
  });
});

describe("the server's own word", () => {
  it("on health names store, queue, executor and model", async () => {
    const health = await (await fetch(`${server.url}/health`)).json();
    expect(health).toMatchObject({
      parts: { store: { kind: "embedded", status: "ok" }, executor: { kind: "sandbox" }, model: { kind: "none" } },
    });
  });

  it("on statistics counts what went through", async () => {
    const stats = await server.json("/api/dashboard/stats");
    expect(stats).toMatchObject({ healedLast7Days: expect.any(Number), provenRate: expect.any(Number) });
  });
});
