import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Incident, type IncidentStatus } from "@pipewright/contract/incident";
import { LiveMessage } from "@pipewright/contract/live";
import pino from "pino";
import { WebSocket } from "ws";
import { parseConfig } from "../config.ts";
import { type RunningServer, type ServerOptions, startServer } from "../main.ts";

/** Statuses at which an incident waits for somebody or has ended. */
export const AT_REST: readonly IncidentStatus[] = [
  "awaiting_approval",
  "resolved",
  "rejected",
  "expired",
  "dismissed",
  "failed",
];

export interface TestServer extends RunningServer {
  dataDir: string;
  /** A request with the admin token; a body makes it a POST of JSON. */
  call(path: string, body?: unknown, init?: RequestInit): Promise<Response>;
  /** The same, with its JSON answer; throws when the answer is not a success. */
  json(path: string, body?: unknown): Promise<unknown>;
  /** Sends a simulation and gives the id of its event. */
  simulate(body: object): Promise<string>;
  incident(id: string): Promise<Incident>;
  /** Waits until the incident's status is one of these. */
  reach(id: string, statuses?: readonly IncidentStatus[]): Promise<Incident>;
  /** Approves what waits, by its digest. */
  approve(incident: Incident): Promise<Response>;
}

const TOKEN = "test-token-0123456789abcdef";

/** The real server with its real parts, on a free port, in a data folder of its own that `close` removes. */
export async function startTestServer(
  settings: Record<string, string> = {},
  options: {
    dataDir?: string;
    keepData?: boolean;
    observe?: ServerOptions["observe"];
    log?: ServerOptions["log"];
  } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "pipewright-test-")));
  const config = parseConfig({
    PORT: "0",
    PIPEWRIGHT_DATA: dataDir,
    PIPEWRIGHT_ADMIN_TOKEN: TOKEN,
    EXECUTOR: "sandbox",
    LLM_PROVIDER: "none",
    ...settings,
  });
  const server = await startServer({ config, log: options.log ?? pino({ level: "silent" }), observe: options.observe });

  const call = (path: string, body?: unknown, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      ...init,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...init.headers },
    });
  const json = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await call(path, body);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const live = await watch(server.url);
  const incident = async (id: string) => Incident.parse(await json(`/api/dashboard/events/${id}`));

  return {
    ...server,
    dataDir,
    call,
    json,
    async simulate(body) {
      const accepted = await json("/api/webhook/simulate", body);
      if (typeof accepted !== "object" || accepted === null || !("eventId" in accepted))
        throw new Error("not accepted");
      return String(accepted.eventId);
    },
    incident,
    async reach(id, statuses = AT_REST) {
      for (;;) {
        const changed = live.nextChange(id);
        const found = await incident(id);
        if (statuses.includes(found.status)) return found;
        await changed;
      }
    },
    approve: (found) => call(`/api/approvals/${found.approval?.id}/approve`, { digest: found.approval?.digest }),
    async close() {
      live.close();
      await server.close();
      if (!options.keepData) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Listens to the server's live messages, as the console does. */
async function watch(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/dashboard/ws`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  let waiting: { id: string; wake: () => void }[] = [];
  socket.on("message", (data) => {
    const message = LiveMessage.parse(JSON.parse(String(data)));
    if (message.type !== "incident") return;
    for (const { id, wake } of waiting) if (id === message.incident.id) wake();
    waiting = waiting.filter(({ id }) => id !== message.incident.id);
  });
  await new Promise((resolve, reject) => {
    socket.once("message", resolve);
    socket.once("error", reject);
  });
  return {
    nextChange: (id: string) => new Promise<void>((wake) => waiting.push({ id, wake })),
    close: () => socket.terminate(),
  };
}
