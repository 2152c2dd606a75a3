import type { LogLinesQuery, LogSearchQuery } from "@pipewright/contract/log";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IncidentQueries } from "../incidents/incident-queries.ts";
import { type AppServer, AS_ADMIN, INCIDENT, startAppServer } from "../testing/app-server.ts";

const LOG = `/api/dashboard/events/${INCIDENT.id}/log`;

let server: AppServer;
let asked: (LogLinesQuery | LogSearchQuery)[];
let signals: AbortSignal[];
/** What every question waits for before it is answered. */
let answer: Promise<void>;

beforeEach(async () => {
  asked = [];
  signals = [];
  answer = Promise.resolve();
  const note = async (query: LogLinesQuery | LogSearchQuery, signal: AbortSignal) => {
    asked.push(query);
    signals.push(signal);
    await answer;
    signal.throwIfAborted();
  };
  const incidents: IncidentQueries = {
    find: async (id) => (id === INCIDENT.id ? INCIDENT : null),
    list: async () => ({ events: [], total: 0, page: 1, pageSize: 50 }),
    pending: async () => [],
    stats: () => Promise.reject(new Error("unused")),
    openLog: async () => null,
    async readLog(id, query, signal) {
      await note(query, signal);
      return id === INCIDENT.id ? { from: query.from, totalLines: 3, lines: [{ n: query.from, text: "x" }] } : null;
    },
    async searchLog(id, query, signal) {
      await note(query, signal);
      return id === INCIDENT.id ? { lines: [3], next: null } : null;
    },
  };
  server = await startAppServer({ incidents });
});
afterEach(() => server[Symbol.asyncDispose]());

const get = (path: string, signal?: AbortSignal) =>
  fetch(`${server.url}${path}`, { headers: AS_ADMIN, ...(signal && { signal }) });

describe("the log's routes", () => {
  it("give lines from anywhere", async () => {
    const response = await get(`${LOG}/lines?from=3&count=2`);
    expect(await response.json()).toEqual({ from: 3, totalLines: 3, lines: [{ n: 3, text: "x" }] });
    await get(`${LOG}/lines`);
    expect(asked).toEqual([
      { from: 3, count: 2 },
      { from: 1, count: 200 },
    ]);
  });

  it("find text in both directions", async () => {
    expect(await (await get(`${LOG}/search?q=a%20.*b`)).json()).toEqual({ lines: [3], next: null });
    await get(`${LOG}/search?q=a&from=9&limit=1&direction=backward`);
    expect(asked).toEqual([
      { q: "a .*b", direction: "forward", limit: 1000 },
      { q: "a", from: 9, direction: "backward", limit: 1 },
    ]);
  });

  it.each(["lines?count=2001", "lines?from=0", "lines?from=x", "search", "search?q=", "search?q=a&limit=10001"])(
    "refuse what makes no sense (%s)",
    async (question) => {
      expect((await get(`${LOG}/${question}`)).status).toBe(422);
      expect(asked).toEqual([]);
    },
  );

  it.each(["/lines", "/search?q=a", ""])("say that there is no log, or no incident (%s)", async (part) => {
    const response = await get(`/api/dashboard/events/nope/log${part}`);
    expect(await response.json()).toMatchObject({ status: 404, detail: "There is no such incident." });
  });

  it("call the work off when nobody waits for it any more", async () => {
    let letGo = () => {};
    answer = new Promise((resolve) => {
      letGo = resolve;
    });
    const gone = new AbortController();
    const request = get(`${LOG}/search?q=a`, gone.signal);
    await expect.poll(() => signals).toHaveLength(1);
    gone.abort();
    await expect(request).rejects.toThrow("abort");
    await expect.poll(() => signals[0]?.aborted).toBe(true);
    letGo();
    expect(server.logLines.join("")).not.toContain('"level":50');
  });
});
