import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Incident } from "@pipewright/contract/incident";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { openStore } from "./open-store.ts";
import { startScriptedOllama } from "./testing/scripted-ollama.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const SCENARIO = "shell-not-executable";

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pipewright-recall-"));
  server = await startTestServer({}, { keepData: true });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const commit = (digit: string) => digit.repeat(40);
const entryOf = ({ timeline }: Incident, kind: string) => timeline.find((entry) => entry.kind === kind);

async function fail(body: object): Promise<Incident> {
  return server.reach(await server.simulate({ scenario: SCENARIO, ...body }));
}

async function resolve(incident: Incident): Promise<Incident> {
  expect((await server.approve(incident)).status).toBe(200);
  const done = await server.reach(incident.id, ["resolved", "failed"]);
  expect(done.status).toBe("resolved");
  return done;
}

async function replace(incident: Incident, script: string): Promise<Incident> {
  const response = await server.call(`/api/approvals/${incident.approval?.id}/revise`, { script });
  expect(response.status).toBe(202);
  return server.reach(incident.id, ["awaiting_approval"]);
}

describe("a failure that was seen before", () => {
  it("is told with what fixed it, and gets the same fix at the same commit", async () => {
    const repo = "acme/same";
    const first = await resolve(await fail({ repo }));
    expect(first.verification?.verdict).toBe("proven");
    expect(first.similar).toMatchObject({ seen: 0, returned: false });
    const second = await resolve(await fail({ repo }));
    const third = await fail({ repo });
    expect(third.similar).toMatchObject({
      seen: 2,
      returned: false,
      fixed: { incidentId: second.id, outcome: "proven", greenTimes: 2, triedTimes: 2 },
      triedDigests: [second.fix?.digest, first.fix?.digest],
    });
    expect(entryOf(third, "memory.recalled")?.message).toBe(
      `Seen 2 times before, last fixed by the script of incident ${second.id}, 2 of 2 times green`,
    );
    expect(third.diagnosis?.confidence).toBe(first.diagnosis?.confidence);
    expect(third.fix?.script).toBe(first.fix?.script);
  });

  it("is near the same failure of another repository, and has nothing to do with another failure", async () => {
    const there = await resolve(await fail({ repo: "acme/there" }));
    const here = await fail({ repo: "acme/here" });
    expect(here.similar?.seen).toBe(0);
    expect(here.similar?.near).toContainEqual(
      expect.objectContaining({ incidentId: there.id, fix: expect.objectContaining({ outcome: "proven" }) }),
    );
    const other = await fail({ repo: "acme/here", scenario: "python-missing-import" });
    expect(other.similar?.seen).toBe(0);
    expect(other.similar?.near.map(({ incidentId }) => incidentId)).not.toContain(there.id);
  });
});

describe("a failure that is back after a fix for it was delivered", () => {
  it("is told so, is less sure, and never gets the same fix; after three, a person is called", async () => {
    const repo = "acme/back";
    const first = await resolve(await fail({ repo, commit_sha: commit("1") }));
    expect(first.delivery?.kind).toBe("patch");

    const second = await fail({ repo, commit_sha: commit("2") });
    expect(second.similar).toMatchObject({ seen: 1, returned: true, notHeld: 1 });
    expect(entryOf(second, "memory.returned")?.message).toContain(`the script of incident ${first.id} was delivered`);
    expect(second.diagnosis?.confidence).toBeLessThan(first.diagnosis?.confidence ?? 0);
    expect(second.diagnosis?.category).toBe(first.diagnosis?.category);
    expect(second.fix).toMatchObject({ kind: "manual", summary: expect.stringContaining("the failure is back") });
    expect(entryOf(second, "memory.barred")).toBeDefined();

    await resolve(await replace(second, `${first.fix?.script}echo two\n`));
    const third = await fail({ repo, commit_sha: commit("3") });
    expect(entryOf(third, "escalation")).toBeUndefined();
    await resolve(await replace(third, `${first.fix?.script}echo three\n`));

    const fourth = await fail({ repo, commit_sha: commit("4") });
    expect(fourth.similar).toMatchObject({ seen: 3, notHeld: 3 });
    expect(fourth.fix).toMatchObject({ kind: "manual", summary: expect.stringContaining("3 fixes did not hold") });
    expect(fourth.diagnosis?.category).toBe(first.diagnosis?.category);
    expect(entryOf(fourth, "escalation")?.message).toContain("3 fixes for this failure did not hold");
  });
});

describe("a model that is asked about a failure that is back", () => {
  it("is told what was tried, and may not propose it again", async () => {
    const repo = "acme/asked";
    const first = await resolve(await fail({ repo, commit_sha: commit("1") }));
    const diagnosis = {
      category: "permission",
      title: "The mode of the script is lost in the build",
      rootCause: "Something takes the mode away.",
      severity: "medium",
      confidence: 0.8,
      evidence: [{ startLine: 5, endLine: 5, reason: "it says so" }],
    };
    const fix = { kind: "script", summary: "Once more", why: "w", script: first.fix?.script, network: false };
    const another = { ...fix, summary: "Run it by bash", script: "echo another\n" };
    const ollama = await startScriptedOllama([{ say: diagnosis }, { say: fix }, { say: another }]);
    const settings = { LLM_PROVIDER: "ollama", OLLAMA_BASE_URL: ollama.url };
    const { dataDir } = server;
    try {
      await server.close();
      server = await startTestServer(settings, { dataDir, keepData: true });
      const second = await fail({ repo, commit_sha: commit("2") });
      expect(second.diagnosis).toMatchObject({ provider: "ollama", confidence: 0.48 });
      expect(second.fix).toMatchObject({ provider: "ollama", summary: "Run it by bash" });
      const asked = ollama.requests.map(({ body }) => JSON.stringify(body));
      expect(asked[0]).toContain("Earlier failures and what was done about them");
      expect(asked[0]).toContain("delivered, and the failure is back");
      expect(asked[2]).toContain("this fix was proposed before");
    } finally {
      await server.close();
      server = await startTestServer({}, { dataDir });
      await ollama.close();
    }
  });
});

describe("a failure whose command passes at the commit that failed", () => {
  it("is flaky when it comes again, and the fix is a rerun", async () => {
    const dir = join(folder, "flaky");
    execFileSync("git", ["init", "-q", "-b", "main", dir]);
    writeFileSync(join(dir, "test.sh"), "echo fine\n");
    execFileSync("git", ["-C", dir, "add", "."]);
    const author = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
    execFileSync("git", ["-C", dir, ...author, "commit", "-qm", "first"]);
    const logs = [
      "##[group]Run sh test.sh",
      "shell: /usr/bin/bash -e {0}",
      "##[endgroup]",
      "FAILED tests/test_pay.py::test_pays - AssertionError: expected 3 to be 4",
      "##[error]Process completed with exit code 1.",
    ].join("\n");
    const body = { scenario: undefined, repo: `file://${dir}`, logs };
    const first = await resolve(await replace(await fail(body), "echo nothing to do\n"));
    expect(first.verification).toMatchObject({ verdict: "unproven", before: { exitCode: 0 } });

    const second = await fail({ ...body, logs: logs.replace("expected 3 to be 4", "expected 5 to be 6") });
    expect(second.similar).toMatchObject({ seen: 1, flaky: true });
    expect(second.diagnosis?.category).toBe("flaky");
    expect(second.fix).toMatchObject({ kind: "rerun", command: "sh test.sh" });
    expect(entryOf(second, "memory.recalled")?.message).toContain("it has passed and failed at one commit");
  });
});

describe("incidents from before there was a memory", () => {
  it("are taken in at the start", async () => {
    const dataDir = join(folder, "old");
    const before = await startTestServer({}, { dataDir, keepData: true });
    const old = await before.reach(await before.simulate({ scenario: SCENARIO }));
    await before.approve(old);
    await before.reach(old.id, ["resolved"]);
    await before.close();

    const store = await openStore(parseConfig({ PIPEWRIGHT_DATA: dataDir }), pino({ level: "silent" }));
    await store.connection.collection("memory").drop();
    await store.connection.collection("memoryCheckpoints").drop();
    await store.connection.collection("incidents").updateMany({}, { $unset: { similar: 1 } });
    await store.close();

    const after = await startTestServer({}, { dataDir, keepData: true });
    await after.loop.remembered();
    const again = await after.reach(await after.simulate({ scenario: SCENARIO }));
    expect(again.similar).toMatchObject({ seen: 1, fixed: { incidentId: old.id, greenTimes: 1 } });
    await after.close();
  });
});
