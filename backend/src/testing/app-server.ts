import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ApiKey } from "@pipewright/contract/api-keys";
import type { DeliveryNews } from "@pipewright/contract/delivery-news";
import type { DoctorId } from "@pipewright/contract/doctor";
import { NotFoundError, UnauthorizedError } from "@pipewright/contract/errors";
import type { Health } from "@pipewright/contract/health";
import type { Incident } from "@pipewright/contract/incident";
import type { RunReport } from "@pipewright/contract/runs";
import type { Signal } from "@pipewright/contract/signal";
import type { Scenario } from "@pipewright/contract/simulate";
import type { Express } from "express";
import { pino } from "pino";
import { type AccessOptions, createAccess } from "../access/access.ts";
import type { ApiKeys } from "../access/api-keys.ts";
import { readApiKey } from "../access/read-api-key.ts";
import { type AppDeps, createApp } from "../http/create-app.ts";
import { foldRecent } from "../incidents/fold-recent.ts";
import type { IncidentQueries } from "../incidents/incident-queries.ts";
import type { ScenarioLibrary } from "../intake/scenarios.ts";
import type { ApproveCommand, Orchestrator, RejectCommand, ReviseCommand } from "../orchestrator/orchestrator.ts";

export const ADMIN_TOKEN = "the-admin-token-of-the-tests";
export const WEBHOOK_SECRET = "the-webhook-secret-of-the-tests";
const RUN_LIMITS = { timeoutMs: 600_000, memoryBytes: 1024 ** 3, cpus: 2, pids: 512 };
/** For the repository `acme/shop`. */
export const API_KEY = "the-api-key-of-the-tests";
export const AS_ADMIN = { authorization: `Bearer ${ADMIN_TOKEN}` };

export interface AppServer extends AsyncDisposable {
  url: string;
  app: Express;
  /** Signals that were accepted, in order. */
  signals: Signal[];
  reports: RunReport[];
  approvals: ApproveCommand[];
  rejections: RejectCommand[];
  revisions: ReviseCommand[];
  news: DeliveryNews[];
  retries: { id: string; by: string }[];
  /** Every line of the server's log. */
  logLines: string[];
}

type Overrides = Partial<Omit<AppDeps, "config" | "access" | "log">> & {
  config?: Partial<AppDeps["config"]>;
  access?: Partial<AccessOptions>;
};

/** The real HTTP side on a free port; behind it an orchestrator and incidents that only remember what they were asked. */
export async function startAppServer(overrides: Overrides = {}): Promise<AppServer> {
  const seen = {
    signals: [],
    reports: [],
    approvals: [],
    rejections: [],
    revisions: [],
    news: [],
    retries: [],
    logLines: [],
  } satisfies Partial<AppServer>;
  const server: Omit<AppServer, "url" | "app" | typeof Symbol.asyncDispose> = seen;
  const access = createAccess({
    token: ADMIN_TOKEN,
    boundHost: "127.0.0.1",
    allowedOrigins: [],
    ...overrides.access,
  });
  const app = createApp({
    orchestrator: rememberingOrchestrator(server),
    keys: oneKey(),
    people: { add: unused, list: async () => [], revoke: unused },
    runs: rememberingRuns(server),
    incidents: oneIncident(),
    scenarios: oneScenario(),
    health: async () => HEALTH,
    previews: { diagnose: unused, propose: unused },
    builder: { chat: async (messages) => ({ reply: `heard: ${messages.at(-1)?.content}`, provider: "knowledge" }) },
    doctor: oneFinding(),
    slack: { verify: verifyNothing, answer: async () => undefined },
    renderPatch: (incident) => incident.execution?.diff ?? null,
    ...overrides,
    access,
    config: {
      githubWebhookSecret: WEBHOOK_SECRET,
      maxLogBytes: 64 * 1024 * 1024,
      runLimits: RUN_LIMITS,
      ...overrides.config,
    },
    log: pino({ level: "debug" }, { write: (line: string) => server.logLines.push(line) }),
  });
  const http = createServer(app);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has such an address.
  const { port } = http.address() as AddressInfo;
  return {
    ...server,
    app,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Knows no signature. */
const verifyNothing = () => {
  throw new UnauthorizedError("The signature does not match.");
};

const unused = () => Promise.reject(new Error("unused"));

function rememberingOrchestrator(
  seen: Pick<AppServer, "signals" | "approvals" | "rejections" | "revisions" | "news" | "retries">,
): Orchestrator {
  const ids = new Map<string, string>();
  return {
    async accept(signal) {
      const known = signal.dedupeKeys.map((key) => ids.get(key)).find((id) => id !== undefined);
      if (known !== undefined) return { eventId: known, duplicate: true };
      const eventId = `incident-${seen.signals.push(signal)}`;
      for (const key of signal.dedupeKeys) ids.set(key, eventId);
      return { eventId, duplicate: false };
    },
    async approve(command) {
      seen.approvals.push(command);
      return { eventId: INCIDENT.id, approval: { ...APPROVAL, status: "approved" } };
    },
    async reject(command) {
      seen.rejections.push(command);
      return { eventId: INCIDENT.id, approval: { ...APPROVAL, status: "rejected" } };
    },
    async noteNews(news) {
      seen.news.push(news);
      return { eventId: INCIDENT.id };
    },
    repeat: async () => ({ eventId: "event-again", duplicate: false }),
    async revise(command) {
      seen.revisions.push(command);
      return { eventId: INCIDENT.id, revision: 2 };
    },
    async retry(id, by) {
      if (id !== INCIDENT.id) throw new NotFoundError("There is no such incident.");
      seen.retries.push({ id, by });
    },
    load: () => ({ running: 0, waiting: 0, accepting: true }),
  };
}

function oneKey(): ApiKeys {
  return {
    create: async ({ repo, name, by }) => ({ ...KEY, repo, ...(name && { name }), createdBy: by, key: API_KEY }),
    list: async () => [KEY],
    async revoke(id) {
      if (id !== KEY.id) throw new NotFoundError("There is no such key.");
      return { ...KEY, revokedAt: NOW };
    },
    async authenticate({ headers }) {
      if (readApiKey(headers) !== API_KEY) throw new UnauthorizedError("The API key is not valid.");
      return KEY;
    },
  };
}

function rememberingRuns({ reports }: Pick<AppServer, "reports">): AppDeps["runs"] {
  return {
    take: async (report) => ({ id: `run-${reports.push(report)}`, duplicate: false }),
    list: async ({ page, pageSize }) => ({ runs: [], total: 0, page, pageSize }),
  };
}

function oneIncident(): IncidentQueries {
  return {
    find: async (id) => (id === INCIDENT.id ? INCIDENT : null),
    list: async ({ page, pageSize }) => ({ events: [], total: 0, page, pageSize }),
    pending: async () => [],
    stats: async () => ({
      total: 1,
      byStatus: { received: 1 },
      byCategory: {},
      waiting: 0,
      healedLast7Days: 0,
      approvalRate: null,
      provenRate: null,
      medianDiagnosisMs: null,
      recent: foldRecent([], new Date(NOW)),
    }),
    openLog: async (id) => (id === INCIDENT.id ? Readable.from(["first line\n", "second line\n"]) : null),
    readLog: async (id, { from }) =>
      id === INCIDENT.id ? { from, totalLines: 2, lines: [{ n: from, text: "second line" }] } : null,
    searchLog: async (id) => (id === INCIDENT.id ? { lines: [2], next: null } : null),
  };
}

function oneFinding(): AppDeps["doctor"] {
  const at = (id: DoctorId) => ({ id, name: "git", ...PART, checkedAt: NOW });
  return { examine: async () => [at("git")], test: async (id) => at(id) };
}

function oneScenario(): ScenarioLibrary {
  return {
    list: () => [SCENARIO].map(({ id, title, ecosystem, description }) => ({ id, title, ecosystem, description })),
    get: (id) => (id === SCENARIO.id ? SCENARIO : undefined),
    log: async () => "NameError: name 'json' is not defined\n",
    repoDir: (id) => `/examples/${id}/repo`,
  };
}

const NOW = "2025-06-01T12:00:00.000Z";
export const DIGEST = `sha256:${"a".repeat(64)}`;

export const INCIDENT: Incident = {
  id: "665aa1b2c3d4e5f601234567",
  status: "received",
  source: "simulate",
  repo: "acme/shop",
  branch: "main",
  commitSha: "abc123",
  commitMessage: "Break it",
  createdAt: NOW,
  updatedAt: NOW,
  revisions: [],
  timeline: [],
};

const KEY: ApiKey = { id: "key-1", repo: "acme/shop", createdAt: NOW, createdBy: "admin" };

const APPROVAL = { id: "approval-1", digest: DIGEST, askedAt: NOW, expiresAt: NOW };

const SCENARIO: Scenario = {
  id: "python-missing-import",
  title: "A module is used but not imported",
  ecosystem: "python",
  description: "json is used without an import",
  command: "python3 -m unittest",
  image: "python:3.12-slim",
  commitMessage: "Tidy imports",
  expected: { category: "runtime_error", fix: "script" },
};

const PART = { status: "ok", kind: "embedded", message: "works" } as const;
const HEALTH: Health = {
  status: "ok",
  version: "0.1.0",
  uptimeSeconds: 1,
  parts: { store: PART, queue: PART, executor: PART, model: PART },
};
