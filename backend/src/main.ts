import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import type { Logger } from "pino";
import { createAccess } from "./access/access.ts";
import { openApiKeyModel } from "./access/api-key-model.ts";
import { createApiKeys } from "./access/api-keys.ts";
import { type AdminToken, loadAdminToken } from "./access/load-admin-token.ts";
import { createPeople } from "./access/people.ts";
import { openPersonModel } from "./access/person-model.ts";
import { createScenarioBuilder } from "./agents/scenario-builder.ts";
import type { Config } from "./config.ts";
import { renderIncidentPatch } from "./delivery/render-incident-patch.ts";
import { createServerDoctor } from "./doctor-ports.ts";
import { createRepositoryQuestions } from "./github/ask-repository.ts";
import { checkHealth } from "./health.ts";
import { createApp } from "./http/create-app.ts";
import { summarizeIncident } from "./incidents/present-incident.ts";
import { createScenarioLibrary } from "./intake/scenarios.ts";
import { createLiveHub } from "./live/hub.ts";
import { createRedactor } from "./logs/redact-secrets.ts";
import { type Loop, type LoopOptions, startLoop } from "./loop.ts";
import { createTargets, loadRules, type NotificationPorts, startNotifications } from "./notification-ports.ts";
import { openStore } from "./open-store.ts";
import { takeReport } from "./orchestrator/take-report.ts";
import { CONSOLE_DIR, EXAMPLES_DIR } from "./package-root.ts";
import { createPreviews } from "./preview-ports.ts";
import { publishTo } from "./publish-changes.ts";
import { openRunModel } from "./runs/run-model.ts";
import { createRuns } from "./runs/runs.ts";
import { databaseOf } from "./store/connect.ts";
import { VERSION } from "./version.ts";

/** How long a stop waits for requests under way. ms. */
const DRAIN_MS = 5000;
/** A crash can come between a change and its message; what changed this long before the start is told again. ms. */
const RETELL_MS = 60_000;
const RETELL_MAX = 200;
/** How long a preview waits for a model before the knowledge engine answers. ms. */
const PREVIEW_MODEL_MS = 20_000;

export interface ServerOptions {
  config: Config;
  log: Logger;
  observe?: LoopOptions["observe"];
}

export interface RunningServer {
  /** `http://host:port`, with the port that was really taken. */
  url: string;
  token: AdminToken;
  loop: Loop;
  close(): Promise<void>;
}

/** Builds all parts, wires them, and listens. @throws ConfigError, StoreLockedError, StoreUnavailableError, PipewrightError `address_in_use` */
export async function startServer({ config, log, observe }: ServerOptions): Promise<RunningServer> {
  const startedAt = Date.now();
  const scenarios = createScenarioLibrary(EXAMPLES_DIR);
  const token = await loadAdminToken(config.dataDir, config.adminToken);
  const targets = createTargets(config);
  const rules = await loadRules(config, targets);
  const store = await openStore(config, log);
  const hub = await createLiveHub({ db: databaseOf(store), log, instanceId: randomUUID(), shared: !store.exclusive });
  const publish = publishTo(hub);
  let notifications: NotificationPorts | undefined;
  const loop = await startLoop({
    config,
    store,
    log,
    observe,
    onOutput: publish.onOutput,
    onIncident(incident, entries) {
      publish.onIncident(incident, entries);
      notifications?.notifier.notice(incident);
    },
  });
  const changed = await loop.repository.findUpdatedSince(new Date(startedAt - RETELL_MS), RETELL_MAX);
  for (const record of changed) hub.publish({ type: "incident", incident: summarizeIncident(record) });
  const people = createPeople(await openPersonModel(store.connection), () => new Date());
  const access = createAccess({
    token: token.token,
    people,
    boundHost: config.host,
    publicUrl: config.publicUrl,
    allowedOrigins: config.allowedOrigins,
  });
  const { orchestrator, executor, llm, github, incidents } = loop;
  const redact = (text: string) => createRedactor()(text);
  const now = () => new Date();
  notifications = await startNotifications(config, targets, { rules, store, loop, people, now, log });
  const { notifier, slack } = notifications;
  const runs = createRuns(await openRunModel(store.connection));
  const app = createApp({
    orchestrator,
    people,
    keys: createApiKeys(openApiKeyModel(store.connection), now),
    runs: {
      take: (report) =>
        takeReport(report, {
          runs,
          accept: orchestrator.accept,
          notePassed: loop.notePassed,
          redact,
          githubServerUrl: config.github.serverUrl,
          now,
        }),
      list: runs.list,
    },
    incidents,
    scenarios,
    askGithub: github && createRepositoryQuestions(github, now),
    previews: createPreviews({
      llm,
      readSources: loop.readSources,
      modelTimeMs: PREVIEW_MODEL_MS,
      now,
    }),
    builder: createScenarioBuilder({
      llm,
      redact,
      listScenarios: () =>
        Promise.all(scenarios.list().map(async (each) => ({ ...each, log: await scenarios.log(each.id) }))),
    }),
    access,
    health: () => checkHealth({ store, orchestrator, executor, llm, version: VERSION, startedAt }),
    doctor: createServerDoctor(config, { store, executor, llm, github, targets, notifier }),
    slack,
    renderPatch: renderIncidentPatch,
    config: {
      githubWebhookSecret: config.github.webhookSecret,
      githubServerUrl: config.github.serverUrl,
      publicUrl: config.publicUrl,
      maxLogBytes: config.maxLogBytes,
      runLimits: config.execution.limits,
    },
    consoleDir: existsSync(join(CONSOLE_DIR, "index.html")) ? CONSOLE_DIR : undefined,
    log,
  });
  const server = createServer(app);
  hub.attach(server, access);
  const { port } = await listen(server, config);
  // The first time takes the longest where there are many incidents, so it is done before anybody asks.
  const counted = incidents
    .stats()
    .catch((error: unknown) => log.warn({ reason: errorMessage(error) }, "cannot count"));
  return {
    url: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`,
    token,
    loop,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await hub.disconnect();
      server.closeIdleConnections();
      const drain = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(drain);
      await counted;
      await loop.close();
      await notifications?.close();
      await hub.close();
      await store.close();
    },
  };
}

async function listen(server: Server, { host, port }: Pick<Config, "host" | "port">): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    throw new PipewrightError(
      "cannot_listen",
      500,
      `Cannot listen on ${host}:${port}: ${errorMessage(error)}. Set PORT or HOST.`,
      {
        cause: error,
      },
    );
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no TCP address");
  return address;
}
