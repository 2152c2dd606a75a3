import { CreatedApiKey } from "@pipewright/contract/api-keys";
import { RunAccepted, RunsPage } from "@pipewright/contract/runs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const REPO = "acme/shop";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const LOG = [
  "Run python3 -m unittest",
  "Traceback (most recent call last):",
  '  File "app/totals.py", line 3, in load',
  "    return json.loads(text)",
  "NameError: name 'json' is not defined",
  "Error: Process completed with exit code 1.",
].join("\n");

let server: TestServer;
let key: CreatedApiKey;
beforeAll(async () => {
  server = await startTestServer();
  key = CreatedApiKey.parse(await server.json("/api/dashboard/keys", { repo: REPO, name: "CI" }));
});
afterAll(() => server.close());

const send = (changes: object = {}, withKey = key.key) =>
  fetch(`${server.url}/api/v1/pipelines/runs`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-pipelineiq-key": withKey },
    body: JSON.stringify({
      repo_full_name: REPO,
      branch: "main",
      commit_sha: COMMIT,
      commit_message: "Break it",
      workflow_name: "CI",
      status: "failure",
      started_at: "2026-11-24T12:00:00Z",
      ...changes,
    }),
  });
const accepted = async (changes: object) => {
  const response = await send(changes);
  expect(response.status).toBe(202);
  return RunAccepted.parse(await response.json());
};
const runs = async (query: string) => RunsPage.parse(await server.json(`/api/dashboard/runs?${query}`));

describe("a reported failure", () => {
  it("with its log becomes an incident that waits for an approval", async () => {
    const { event_id } = await accepted({ logs: LOG, run_id: 1, job: "test" });
    const incident = await server.reach(String(event_id));
    expect(incident).toMatchObject({ status: "awaiting_approval", source: "report", repo: REPO, commitSha: COMMIT });
    expect(incident.diagnosis?.title).toContain("json");
    expect(incident.timeline[0]?.message).toBe("Run report: job test of CI ended with failure");
  });

  it("without a log becomes an incident that says what is missing", async () => {
    const { event_id } = await accepted({ run_id: 2 });
    const incident = await server.reach(String(event_id));
    expect(incident.status).toBe("failed");
    expect(incident.failure?.message).toContain("`logs`");
  });

  it("that is told twice, also at once, is one run and one incident", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => accepted({ logs: LOG, run_id: 3 })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(new Set(answers.map(({ event_id }) => event_id)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  });

  it("that passes later at the same commit is known to come and go when it is seen again", async () => {
    const log = LOG.replaceAll("json", "yaml");
    const first = await accepted({ logs: log, run_id: 4, job: "flaky" });
    await server.reach(String(first.event_id));
    await accepted({ status: "success", run_id: 4, run_attempt: 2, job: "flaky" });
    const again = await accepted({ logs: log, run_id: 5, job: "flaky", commit_sha: "abcdef0123" });
    expect((await server.reach(String(again.event_id))).similar).toMatchObject({ seen: 1, flaky: true });
  });
});

describe("a report", () => {
  it("is taken with bytes in its log that are no text", async () => {
    const [before, after] = JSON.stringify({
      repo_full_name: REPO,
      branch: "main",
      commit_sha: COMMIT,
      workflow_name: "CI",
      status: "failure",
      run_id: 8,
      logs: "NameError: @ is not defined",
    }).split("@");
    const body = Buffer.concat([Buffer.from(before ?? ""), Buffer.from([0xff, 0xc3]), Buffer.from(after ?? "")]);
    const headers = { "content-type": "application/json", "x-pipelineiq-key": key.key };
    const response = await fetch(`${server.url}/api/v1/pipelines/runs`, { method: "POST", headers, body });
    expect(response.status).toBe(202);
  });
});

describe("every run", () => {
  it("is stored, success too, and listed by repository and commit, the newest first", async () => {
    const commit = "feedface00";
    await accepted({ commit_sha: commit, status: "success", run_id: 6, started_at: "2026-11-24T12:00:00Z" });
    await accepted({ commit_sha: commit, status: "cancelled", run_id: 7, started_at: "2026-11-24T13:00:00Z" });
    const page = await runs(`repo=${REPO}&commit=${commit}`);
    expect(page.runs.map(({ status, runId, eventId }) => [status, runId, eventId])).toEqual([
      ["cancelled", "7", undefined],
      ["success", "6", undefined],
    ]);
    expect((await runs(`commit=${commit}&status=success`)).total).toBe(1);
  });

  it("holds no secret", async () => {
    const secret = `ghp_${"a1B2".repeat(9)}`;
    await accepted({ commit_sha: "5ec4e70000", status: "success", commit_message: `Use ${secret}` });
    expect(JSON.stringify(await runs("commit=5ec4e70000"))).not.toContain(secret);
  });
});

describe("an API key", () => {
  it("is listed without its secret, with its last use", async () => {
    await accepted({ status: "success" });
    const listed = await server.json("/api/dashboard/keys");
    expect(listed).toEqual([
      {
        id: key.id,
        repo: REPO,
        name: "CI",
        createdAt: key.createdAt,
        createdBy: "admin",
        lastUsedAt: expect.any(String),
      },
    ]);
  });

  it("works for no other repository, and not with another key's id", async () => {
    expect((await send({ repo_full_name: "acme/other" })).status).toBe(403);
    const other = CreatedApiKey.parse(await server.json("/api/dashboard/keys", { repo: "acme/other" }));
    const mixed = key.key.replace(key.id, other.id);
    expect((await send({ repo_full_name: "acme/other" }, mixed)).status).toBe(401);
  });

  it("stops to work when it is revoked", async () => {
    const short = CreatedApiKey.parse(await server.json("/api/dashboard/keys", { repo: REPO }));
    expect((await send({ status: "success" }, short.key)).status).toBe(202);
    expect((await server.call(`/api/dashboard/keys/${short.id}`, undefined, { method: "DELETE" })).status).toBe(200);
    expect((await send({ status: "success" }, short.key)).status).toBe(401);
    expect((await server.call("/api/dashboard/keys/unknown", undefined, { method: "DELETE" })).status).toBe(404);
  });
});
