import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Incident } from "@pipewright/contract/incident";
import { Problem } from "@pipewright/contract/problem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startScriptedOllama } from "./testing/scripted-ollama.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const RIGHT = "set -eu\nchmod +x scripts/build.sh\n";
const USELESS = "true\n";
const SCENARIO = "shell-not-executable";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const revise = (incident: Incident, body: object, to = server) =>
  to.call(`/api/approvals/${incident.approval?.id}/revise`, body);
const problemOf = async (response: Response) => Problem.parse(await response.json());

async function propose(scenario = SCENARIO): Promise<Incident> {
  return server.reach(await server.simulate({ scenario }));
}

/** Revises, and waits until the new proposal waits. */
async function replace(incident: Incident, body: object): Promise<Incident> {
  const response = await revise(incident, body);
  expect(response.status).toBe(202);
  return server.reach(incident.id, ["awaiting_approval"]);
}

describe("a person's own script", () => {
  it("takes the place of the proposal, with a digest and an approval of its own, and is what runs", async () => {
    const first = await propose();
    const second = await replace(first, { script: RIGHT, summary: "Make the build executable" });
    expect(second.fix).toMatchObject({
      revision: 2,
      kind: "script",
      script: RIGHT,
      provider: "person",
      summary: "Make the build executable",
      command: first.fix?.command,
    });
    expect(second.approval?.id).not.toBe(first.approval?.id);
    expect(second.fix?.digest).not.toBe(first.fix?.digest);
    expect(second.risk?.factors.map(({ id }) => id)).not.toContain("made-by-model");
    expect(second.revisions).toMatchObject([
      { revision: 1, digest: first.fix?.digest, by: "knowledge", outcome: "superseded" },
      {
        revision: 2,
        digest: second.fix?.digest,
        by: "admin",
        askedBy: "admin",
        provider: "person",
        outcome: "waiting",
      },
    ]);
    expect(second.timeline.find(({ kind }) => kind === "fix.revised")).toMatchObject({
      message: "admin put a script of their own in the place of revision 1",
      data: { by: "admin", revision: 2, superseded: first.fix?.digest },
    });

    const late = await server.approve(first);
    expect(late.status).toBe(409);
    expect(await problemOf(late)).toMatchObject({ code: "superseded", detail: expect.stringContaining("Revision 2") });

    expect((await server.approve(second)).status).toBe(200);
    const done = await server.reach(first.id, ["resolved", "failed"]);
    expect(done).toMatchObject({ status: "resolved", verification: { verdict: "proven" } });
    expect(done.revisions.at(-1)?.outcome).toBe("proven");
  });

  it("that holds a secret or leaves the workspace is refused, and nothing changes", async () => {
    const first = await propose();
    const secret = await revise(first, { script: `export TOKEN=ghp_${"a1B2".repeat(9)}\nmake\n` });
    const outside = await revise(first, { patch: "--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n" });
    expect([secret.status, outside.status]).toEqual([422, 422]);
    expect(await server.incident(first.id)).toEqual(first);
  });
});

describe("a fix that was run and did not hold", () => {
  it("can be revised, and its record says that it was refuted", async () => {
    const useless = await replace(await propose(), { script: USELESS });
    await server.approve(useless);
    const refuted = await server.reach(useless.id, ["failed", "resolved"]);
    expect(refuted.failure?.code).toBe("fix_refuted");

    const right = await replace(refuted, { script: RIGHT });
    expect(right.revisions.map(({ outcome }) => outcome)).toEqual(["superseded", "refuted", "waiting"]);
    await server.approve(right);
    expect((await server.reach(right.id, ["resolved", "failed"])).verification?.verdict).toBe("proven");
  });
});

describe("a wish for another fix, without a model", () => {
  const LOGS = [
    "##[group]Run npx tsc",
    "##[endgroup]",
    "src/a.ts(1,10): error TS6133: 'one' is declared but its value is never read.",
    "src/b.ts(2,10): error TS6133: 'two' is declared but its value is never read.",
    "##[error]Process completed with exit code 2.",
  ].join("\n");

  it("brings the next-best rule's fix, until no rule knows another: then the proposal stands as it was", async () => {
    const first = await server.reach(await server.simulate({ repo: "file:///nowhere", logs: LOGS }));
    const second = await replace(first, { hint: "not that one" });
    expect(second.fix).toMatchObject({ revision: 2, provider: "knowledge", kind: "script" });
    expect(second.fix?.script).not.toBe(first.fix?.script);
    expect(second.revisions.at(-1)).toMatchObject({ askedBy: "admin", hint: "not that one", by: "knowledge" });

    const third = await revise(second, { hint: "nor that one" });
    expect(third.status).toBe(409);
    expect(await problemOf(third)).toMatchObject({ code: "no_other_fix" });
    expect(await server.incident(first.id)).toEqual(second);
    expect((await server.approve(second)).status).toBe(200);
  });
});

describe("revising", () => {
  it("has a limit", async () => {
    let incident = await propose();
    for (let n = 1; n <= 5; n++) incident = await replace(incident, { script: `echo ${n}\n` });
    const sixth = await revise(incident, { script: RIGHT });
    expect(sixth.status).toBe(409);
    expect(await problemOf(sixth)).toMatchObject({ code: "too_many_revisions" });
    expect((await server.approve(incident)).status).toBe(200);
  });

  it("races with approving, rejecting and itself: one wins, the others are told", async () => {
    for (let round = 0; round < 8; round++) {
      const first = await propose();
      const contenders = [
        () => server.approve(first),
        () => revise(first, { script: RIGHT }),
        () => revise(first, { script: USELESS }),
        () => server.call(`/api/approvals/${first.approval?.id}/reject`, { reason: "no" }),
      ];
      const turned = [...contenders.slice(round % 4), ...contenders.slice(0, round % 4)];
      const answers = await Promise.all(turned.map((contend) => contend()));
      const lost = answers.filter(({ status }) => status === 409);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(lost).toHaveLength(3);
      for (const problem of await Promise.all(lost.map(problemOf))) {
        expect(["superseded", "already_answered"]).toContain(problem.code);
      }
      const rest = await server.reach(first.id);
      const ran = rest.timeline.filter(({ kind, data }) => kind === "run.started" && data?.phase === "fix");
      const wasRevised = rest.revisions.length === 2;
      expect(rest.timeline.filter(({ kind }) => kind === "fix.revised")).toHaveLength(wasRevised ? 1 : 0);
      if (wasRevised) expect(ran).toEqual([]);
    }
  });

  it("of what was answered is refused", async () => {
    const first = await propose();
    await server.call(`/api/approvals/${first.approval?.id}/reject`, { reason: "no" });
    const late = await revise(first, { script: RIGHT });
    expect(await problemOf(late)).toMatchObject({ status: 409, code: "already_answered" });
  });
});

describe("a restart while a model writes the new proposal", () => {
  it("keeps the revision, its wish and what was rejected", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "pipewright-revise-"));
    const silent = await startScriptedOllama(() => ({ fault: "hang" }));
    const talking = await startScriptedOllama([
      { say: { kind: "script", summary: "Use git's mode", why: "w", script: RIGHT, network: false } },
    ]);
    try {
      const before = await startTestServer(
        { LLM_PROVIDER: "ollama", OLLAMA_BASE_URL: silent.url },
        { dataDir, keepData: true },
      );
      const first = await before.reach(await before.simulate({ scenario: SCENARIO }));
      expect((await revise(first, { hint: "change the mode only" }, before)).status).toBe(202);
      await silent.asked(1);
      await before.close();

      const after = await startTestServer(
        { LLM_PROVIDER: "ollama", OLLAMA_BASE_URL: talking.url },
        { dataDir, keepData: true },
      );
      const second = await after.reach(first.id);
      expect(second).toMatchObject({ status: "awaiting_approval", fix: { revision: 2, provider: "ollama" } });
      expect(second.revisions).toMatchObject([
        { outcome: "superseded" },
        { hint: "change the mode only", by: "ollama" },
      ]);
      const asked = JSON.stringify(talking.requests[0]?.body);
      expect(asked).toContain("change the mode only");
      expect(asked).toContain(JSON.stringify(JSON.stringify(first.fix?.summary)).slice(3, -3));
      await after.close();
    } finally {
      await Promise.all([silent.close(), talking.close()]);
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
