import { Readable } from "node:stream";
import type { EventsQuery } from "@pipewright/contract/dashboard";
import { ConflictError } from "@pipewright/contract/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AppServer, AS_ADMIN, DIGEST, INCIDENT, startAppServer } from "../testing/app-server.ts";

let server: AppServer;
beforeEach(async () => {
  server = await startAppServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const get = (path: string, from = server) => fetch(`${from.url}${path}`, { headers: AS_ADMIN });
const post = (path: string, body?: object, to = server) =>
  fetch(`${to.url}${path}`, {
    method: "POST",
    headers: { ...AS_ADMIN, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
const ONE = `/api/dashboard/events/${INCIDENT.id}`;

/** What every question about incidents answers unless a test says otherwise. */
const noIncidents = {
  find: async () => null,
  list: async () => ({ events: [], total: 0, page: 1, pageSize: 50 }),
  pending: async () => [],
  stats: () => Promise.reject(new Error("unused")),
  openLog: async () => null,
  readLog: async () => null,
  searchLog: async () => null,
};

describe("the dashboard's routes", () => {
  it("give the statistics", async () => {
    expect(await (await get("/api/dashboard/stats")).json()).toMatchObject({ total: 1, approvalRate: null });
  });

  it("filter, sort and page the incidents", async () => {
    const asked: EventsQuery[] = [];
    const list = async (query: EventsQuery) => {
      asked.push(query);
      return { events: [], total: 0, page: query.page, pageSize: query.pageSize };
    };
    await using own = await startAppServer({ incidents: { ...noIncidents, list } });
    await get("/api/dashboard/events", own);
    await get("/api/dashboard/events?status=failed&category=test_failure&q=json&sort=-risk&page=2&pageSize=10", own);
    expect(asked).toEqual([
      { sort: "-createdAt", page: 1, pageSize: 50 },
      { status: "failed", category: "test_failure", q: "json", sort: "-risk", page: 2, pageSize: 10 },
    ]);
  });

  it("give one incident", async () => {
    expect(await (await get(ONE)).json()).toEqual(INCIDENT);
  });

  it("stream its log as text", async () => {
    const response = await get(`${ONE}/log`);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe("first line\nsecond line\n");
  });

  it("cut a log short rather than pretend that it is whole when reading it fails", async () => {
    const openLog = async () =>
      Readable.from(
        (async function* () {
          yield "x".repeat(100_000);
          throw new Error("the disk is gone");
        })(),
      );
    await using own = await startAppServer({ incidents: { ...noIncidents, find: async () => INCIDENT, openLog } });
    await expect(get(`${ONE}/log`, own).then((response) => response.text())).rejects.toThrow();
    await expect.poll(() => own.logLines.join("")).toContain("the disk is gone");
  });

  it("give the patch as a file to save, or say that there is none", async () => {
    expect((await get(`${ONE}/patch`)).status).toBe(404);
    await using own = await startAppServer({ renderPatch: () => "diff --git a/x b/x\n" });
    const response = await get(`${ONE}/patch`, own);
    expect(response.headers.get("content-type")).toBe("text/x-patch; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename=pipewright-${INCIDENT.id}.patch`);
    expect(await response.text()).toBe("diff --git a/x b/x\n");
  });

  it.each(["", "/log", "/patch"])("say that there is no such incident (%s)", async (part) => {
    expect((await get(`/api/dashboard/events/nope${part}`)).status).toBe(404);
  });

  it("have a failure treated once more as an incident of its own", async () => {
    const answer = await post(`/api/dashboard/events/${INCIDENT.id}/again`, {});
    expect([answer.status, await answer.json()]).toEqual([202, { eventId: "event-again", duplicate: false }]);
  });

  it("take a failed incident up again in the name of who asks", async () => {
    expect((await post(`${ONE}/retry`)).status).toBe(202);
    expect(server.retries).toEqual([{ id: INCIDENT.id, by: "admin" }]);
    expect((await post("/api/dashboard/events/nope/retry")).status).toBe(404);
  });
});

describe("the approvals' routes", () => {
  it("list what waits", async () => {
    expect(await (await get("/api/approvals/pending")).json()).toEqual({ approvals: [] });
  });

  it("pass an approval on with its digest, comment and who gave it", async () => {
    const response = await post("/api/approvals/approval-1/approve", { digest: DIGEST, comment: "go" });
    expect([response.status, await response.json()]).toMatchObject([200, { approval: { status: "approved" } }]);
    expect(server.approvals).toEqual([{ approvalId: "approval-1", digest: DIGEST, comment: "go", by: "admin" }]);
  });

  it("pass a rejection on with its reason", async () => {
    expect((await post("/api/approvals/approval-1/reject", { reason: " not now " })).status).toBe(200);
    expect(server.rejections).toEqual([{ approvalId: "approval-1", reason: "not now", by: "admin" }]);
    expect((await post("/api/approvals/approval-1/reject", { reason: "  " })).status).toBe(422);
  });

  it("pass a wish for another fix, or an own one, on with who asks", async () => {
    const answer = await post("/api/approvals/approval-1/revise", { hint: " pin the version " });
    expect([answer.status, await answer.json()]).toEqual([202, { eventId: INCIDENT.id, revision: 2 }]);
    expect((await post("/api/approvals/approval-1/revise", { script: "make\n" })).status).toBe(202);
    expect(server.revisions).toEqual([
      { approvalId: "approval-1", hint: "pin the version", by: "admin" },
      { approvalId: "approval-1", script: "make\n", by: "admin" },
    ]);
  });

  it("refuse a revision that says nothing, two things, or too much", async () => {
    for (const body of [{}, { hint: " " }, { hint: "x", script: "y" }, { script: "x".repeat(70_000) }, { patch: "" }]) {
      expect((await post("/api/approvals/approval-1/revise", body)).status).toBe(422);
    }
  });

  it("say with 409 that the fix has moved on or was answered", async () => {
    const stale = () => Promise.reject(new ConflictError("stale_digest", "The fix has changed since it was shown."));
    await using own = await startAppServer({
      orchestrator: {
        accept: stale,
        approve: stale,
        reject: stale,
        revise: stale,
        noteNews: stale,
        repeat: stale,
        retry: stale,
        load: () => ({ running: 0, waiting: 0, accepting: true }),
      },
    });
    const response = await post("/api/approvals/approval-1/approve", { digest: DIGEST }, own);
    expect([response.status, await response.json()]).toMatchObject([409, { code: "stale_digest" }]);
  });
});
