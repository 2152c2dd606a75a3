import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API_KEY, type AppServer, AS_ADMIN, startAppServer } from "../testing/app-server.ts";

let server: AppServer;
beforeEach(async () => {
  server = await startAppServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const WITH_KEY = { "x-pipelineiq-key": API_KEY };
/** What the workflow step of the seed sends on a push. */
const REPORT = {
  repo_full_name: "acme/shop",
  branch: "main",
  commit_sha: "0123456789abcdef0123456789abcdef01234567",
  commit_message: "Break it",
  workflow_name: "CI",
  status: "failure",
  started_at: "2026-11-24T13:00:00+01:00",
};
const report = (changes: object = {}, headers: Record<string, string> = WITH_KEY) =>
  fetch(`${server.url}/api/v1/pipelines/runs`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ ...REPORT, ...changes }),
  });

describe("POST /api/v1/pipelines/runs", () => {
  it("takes a report with either header and answers 202 in snake_case", async () => {
    const response = await report();
    expect([response.status, await response.json()]).toEqual([202, { id: "run-1", duplicate: false }]);
    expect((await report({}, { authorization: `Bearer ${API_KEY}` })).status).toBe(202);
    expect(server.reports).toEqual([REPORT, REPORT]);
  });

  it("takes what a pull request has: no commit message and no time", async () => {
    expect((await report({ commit_message: "", started_at: "", branch: "12/merge" })).status).toBe(202);
  });

  it("answers 401 without a key, with a wrong one, and with the admin token", async () => {
    for (const headers of [{}, { "x-pipelineiq-key": "wrong" }, AS_ADMIN] as Record<string, string>[]) {
      const response = await report({}, headers);
      expect([response.status, response.headers.get("content-type")]).toEqual([
        401,
        expect.stringContaining("application/problem+json"),
      ]);
    }
    expect(server.reports).toEqual([]);
  });

  it("answers 403 for a repository that the key is not for", async () => {
    const response = await report({ repo_full_name: "acme/other" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ detail: "The API key is for acme/shop, not for acme/other." });
    expect(server.reports).toEqual([]);
  });

  it.each([
    ["repo_full_name", "shop"],
    ["repo_full_name", "-x/shop"],
    ["branch", "--upload-pack=x"],
    ["commit_sha", "HEAD"],
    ["workflow_name", undefined],
    ["status", "broken"],
    ["started_at", "yesterday"],
    ["run_id", {}],
    ["run_attempt", 0],
    ["run_url", "javascript:alert(1)"],
  ])("names the field %s when it is %s", async (path, value) => {
    const response = await report({ [path]: value });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "invalid_field", errors: [{ path }] });
  });

  it("serves a pipeline that knows the server by another name", async () => {
    // fetch sets Host by itself.
    const status = await new Promise((resolve, reject) => {
      const headers = { ...WITH_KEY, host: "tunnel.example", "content-type": "application/json" };
      const sent = request(`${server.url}/api/v1/pipelines/runs`, { method: "POST", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject);
      sent.end(JSON.stringify(REPORT));
    });
    expect(status).toBe(202);
  });
});

describe("an API key", () => {
  it("opens nothing else", async () => {
    const headers = { authorization: `Bearer ${API_KEY}` };
    for (const path of ["runs", "keys", "events"]) {
      expect((await fetch(`${server.url}/api/dashboard/${path}`, { headers })).status, path).toBe(401);
    }
  });
});
