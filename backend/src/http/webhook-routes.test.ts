import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN_TOKEN, type AppServer, AS_ADMIN, startAppServer, WEBHOOK_SECRET } from "../testing/app-server.ts";
import { failedRunPayload, githubExamples } from "../testing/github-examples.ts";

const MEBIBYTE = 1024 * 1024;
/** For bodies of many MiB on a busy machine. */
const LARGE_BODY_TIMEOUT_MS = 120_000;

let server: AppServer;
beforeEach(async () => {
  server = await startAppServer();
});
afterEach(() => server[Symbol.asyncDispose]());

describe("POST /api/webhook/simulate", () => {
  const simulate = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/webhook/simulate`, {
      method: "POST",
      headers: { ...AS_ADMIN, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("takes the whole report and answers with the incident's id", async () => {
    const report = {
      repo: "acme/shop",
      branch: "main",
      commit_sha: "abc123",
      commit_message: "Break it",
      logs: "NameError: name 'json' is not defined",
    };
    const response = await simulate(report);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ eventId: "incident-1", duplicate: false });
    expect(server.signals[0]).toMatchObject({ repo: "acme/shop", commitSha: "abc123", logs: report.logs });
  });

  it("takes a scenario's id alone", async () => {
    expect((await simulate({ scenario: "python-missing-import" })).status).toBe(202);
    expect(server.signals[0]?.workspace).toEqual({ kind: "example", scenario: "python-missing-import" });
  });

  it("names the field that is wrong, with 422", async () => {
    const unknown = await simulate({ scenario: "no-such" });
    expect(unknown.status).toBe(422);
    expect(await unknown.json()).toMatchObject({
      code: "invalid_field",
      errors: [{ path: "scenario", message: expect.stringContaining("python-missing-import") }],
    });
    const missing = await simulate({ repo: "acme/shop" });
    expect(missing.status).toBe(422);
    expect(await missing.json()).toMatchObject({ errors: [{ path: "logs" }] });
    for (const body of ["[]", "null", '{"repo":1,"logs":"x"}'])
      expect((await simulate(body)).status, body).not.toBe(202);
    expect(server.signals).toEqual([]);
  });

  it(
    "takes a log that is longer than what is kept, since the store keeps its head and tail",
    async () => {
      const logs = "error: something went wrong here\n".repeat(Math.ceil((70 * MEBIBYTE) / 33));
      const response = await simulate({ repo: "acme/shop", logs });
      expect(response.status).toBe(202);
      expect(server.signals[0]?.logs?.length).toBe(logs.length);
    },
    LARGE_BODY_TIMEOUT_MS,
  );

  it("refuses a body beyond twice the log limit with 413", async () => {
    await using small = await startAppServer({ config: { maxLogBytes: MEBIBYTE } });
    const response = await fetch(`${small.url}/api/webhook/simulate`, {
      method: "POST",
      headers: { ...AS_ADMIN, "content-type": "application/json" },
      body: JSON.stringify({ repo: "acme/shop", logs: "x".repeat(3 * MEBIBYTE) }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "too_large", detail: expect.stringContaining("3 MiB") });
  });

  it("does not read the body of somebody unknown", async () => {
    const response = await simulate({ repo: "acme/shop", logs: "x".repeat(MEBIBYTE) }, { authorization: "" });
    expect(response.status).toBe(401);
    expect(server.signals).toEqual([]);
  });
});

describe("GET /api/webhook/scenarios", () => {
  it("lists what simulate knows", async () => {
    const response = await fetch(`${server.url}/api/webhook/scenarios`, { headers: AS_ADMIN });
    expect(await response.json()).toEqual([
      {
        id: "python-missing-import",
        title: "A module is used but not imported",
        ecosystem: "python",
        description: "json is used without an import",
      },
    ]);
  });
});

describe("POST /api/webhook/github", () => {
  const sign = (body: string | Buffer, secret = WEBHOOK_SECRET) =>
    `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

  const deliver = (body: string | Buffer, headers: Record<string, string | undefined> = {}, to = server) => {
    const all = {
      "content-type": "application/json",
      "x-github-event": "workflow_run",
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-hub-signature-256": sign(body),
      ...headers,
    };
    const given = Object.entries(all).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    return fetch(`${to.url}/api/webhook/github`, { method: "POST", headers: given, body });
  };
  const failedRun = (changes: Record<string, unknown> = {}) => JSON.stringify(failedRunPayload(changes));

  it("takes a failed run without a token, since it is signed", async () => {
    const response = await deliver(failedRun());
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ eventId: "incident-1", duplicate: false });
    expect(server.signals[0]).toMatchObject({ source: "github", run: { conclusion: "failure" } });
  });

  it("says that the same delivery and the same run were there before", async () => {
    await deliver(failedRun());
    const again = await deliver(failedRun());
    expect([again.status, await again.json()]).toEqual([202, { eventId: "incident-1", duplicate: true }]);
    const otherDelivery = await deliver(failedRun(), { "x-github-delivery": "another" });
    expect(await otherDelivery.json()).toEqual({ eventId: "incident-1", duplicate: true });
    const nextAttempt = await deliver(failedRun({ run_attempt: 2 }), { "x-github-delivery": "third" });
    expect(await nextAttempt.json()).toEqual({ eventId: "incident-2", duplicate: false });
  });

  it("takes GitHub's form encoding, too", async () => {
    const form = new URLSearchParams({ payload: failedRun() }).toString();
    expect((await deliver(form, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(202);
  });

  it("answers a ping, and ignores what is no failed run", async () => {
    const ping = await deliver(JSON.stringify(githubExamples("ping")[0]), { "x-github-event": "ping" });
    expect([ping.status, await ping.json()]).toEqual([
      200,
      { ignored: true, reason: expect.stringContaining("works") },
    ]);
    const push = await deliver(JSON.stringify(githubExamples("push")[0]), { "x-github-event": "push" });
    expect([push.status, await push.json()]).toEqual([200, { ignored: true, reason: expect.stringContaining("push") }]);
    expect(server.signals).toEqual([]);
  });

  it.each([
    ["no signature", { "x-hub-signature-256": undefined }],
    ["an empty signature", { "x-hub-signature-256": "" }],
    ["another secret's signature", { "x-hub-signature-256": sign(failedRun(), "not it") }],
    ["another body's signature", { "x-hub-signature-256": sign("{}") }],
    ["the admin token instead", { "x-hub-signature-256": undefined, authorization: `Bearer ${ADMIN_TOKEN}` }],
  ])("refuses %s with 401", async (_what, headers) => {
    const response = await deliver(failedRun(), headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "unauthorized" });
    expect(server.signals).toEqual([]);
  });

  it("checks the bytes as they came, not what they parse to", async () => {
    const body = failedRun();
    expect((await deliver(`${body}\n`, { "x-hub-signature-256": sign(body) })).status).toBe(401);
    expect((await deliver(`${body}\n`)).status).toBe(202);
  });

  it("says where a signed body is no JSON, with 400", async () => {
    const response = await deliver('{"action": "completed",\n  "workflow_run": }');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("line 2, column 19") });
  });

  it("names the header or the field that is missing, with 422", async () => {
    const noEvent = await deliver(failedRun(), { "x-github-event": undefined });
    expect([noEvent.status, await noEvent.json()]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ path: "x-github-event" })] }),
    ]);
    const noCommit = await deliver(failedRun({ head_sha: undefined }));
    expect(await noCommit.json()).toMatchObject({ status: 422, errors: [{ path: "workflow_run.head_sha" }] });
  });

  it(
    "refuses 26 MiB with 413, as GitHub sends 25 at most",
    async () => {
      const body = Buffer.alloc(26 * MEBIBYTE, " ");
      const response = await deliver(body);
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ code: "too_large", detail: expect.stringContaining("25 MiB") });
    },
    LARGE_BODY_TIMEOUT_MS,
  );

  it(
    "takes 24 MiB",
    async () => {
      const padded = JSON.stringify({ ...failedRunPayload(), padding: "x".repeat(24 * MEBIBYTE) });
      expect((await deliver(padded)).status).toBe(202);
    },
    LARGE_BODY_TIMEOUT_MS,
  );

  it("says with 503 that no secret is configured", async () => {
    await using open = await startAppServer({ config: { githubWebhookSecret: undefined } });
    const response = await deliver(failedRun(), {}, open);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: "webhook_secret_missing",
      detail: expect.stringContaining("GITHUB_WEBHOOK_SECRET"),
    });
    expect(open.signals).toEqual([]);
  });

  it("acknowledges only what is stored", async () => {
    await using broken = await startAppServer({
      orchestrator: {
        accept: async () => Promise.reject(new Error("the disk is full")),
        approve: () => Promise.reject(new Error("unused")),
        reject: () => Promise.reject(new Error("unused")),
        revise: () => Promise.reject(new Error("unused")),
        retry: () => Promise.reject(new Error("unused")),
        noteNews: () => Promise.reject(new Error("unused")),
        repeat: () => Promise.reject(new Error("unused")),
        load: () => ({ running: 0, waiting: 0, accepting: true }),
      },
    });
    const response = await deliver(failedRun(), {}, broken);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("disk");
  });
});
