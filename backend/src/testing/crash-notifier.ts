import pino from "pino";
import { parseConfig } from "../config.ts";
import { createScenarioLibrary } from "../intake/scenarios.ts";
import { readSimulation } from "../intake/simulate.ts";
import { startLoop } from "../loop.ts";
import { createTargets, loadRules, type NotificationPorts, startNotifications } from "../notification-ports.ts";
import { openStore } from "../open-store.ts";
import { EXAMPLES_DIR } from "../package-root.ts";

/**
 * The loop and its notifications in a process of its own, which accepts the scenario CRASH_ACCEPT. With CRASH_AT=asked it ends
 * itself with SIGKILL as soon as a fix waits, before anybody can have been told.
 */
const { CRASH_AT, CRASH_ACCEPT, ...environment } = process.env;

const config = parseConfig(environment);
const log = pino({ level: "silent" });
const now = () => new Date();
const targets = createTargets(config);
const rules = await loadRules(config, targets);
const store = await openStore(config, log);
let notifications: NotificationPorts | undefined;
const loop = await startLoop({
  config,
  store,
  log,
  onIncident(incident) {
    if (CRASH_AT === "asked" && incident.status === "awaiting_approval") process.kill(process.pid, "SIGKILL");
    notifications?.notifier.notice(incident);
  },
});
notifications = await startNotifications(config, targets, {
  rules,
  store,
  loop,
  people: { mayAnswer: async () => true },
  now,
  log,
});
const signal = await readSimulation(
  { scenario: CRASH_ACCEPT ?? "" },
  { scenarios: createScenarioLibrary(EXAMPLES_DIR) },
);
await loop.orchestrator.accept(signal);
