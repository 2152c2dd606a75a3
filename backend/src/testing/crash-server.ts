import pino from "pino";
import { parseConfig } from "../config.ts";
import { createScenarioLibrary } from "../intake/scenarios.ts";
import { readSimulation } from "../intake/simulate.ts";
import { startLoop } from "../loop.ts";
import { openStore } from "../open-store.ts";
import { EXAMPLES_DIR } from "../package-root.ts";

/**
 * The loop in a process of its own, which ends itself with SIGKILL at the moment CRASH_AT names (`<step>:<moment>`, or
 * `<entry kind>:<phase>` for the parts of a run). With CRASH_ACCEPT it accepts a scenario first and prints the event's id as
 * soon as that is acknowledged. It approves whatever waits; with CRASH_EDIT it puts that script in the place of the first proposal
 * instead. Prints `rest <status>` when the incident has ended.
 */
const { CRASH_AT, CRASH_ACCEPT, CRASH_EDIT, ...environment } = process.env;

const crashAt = (where: string) => {
  if (where === CRASH_AT) process.kill(process.pid, "SIGKILL");
};
const config = parseConfig(environment);
const log = pino({ level: "silent" });
const store = await openStore(config, log);
const loop = await startLoop({
  config,
  store,
  log,
  observe: (_id, step, moment) => crashAt(`${step}:${moment}`),
  onIncident(incident, entries) {
    for (const { kind, data } of entries) if (data?.phase) crashAt(`${kind}:${data.phase}`);
    for (const { kind } of entries) if (kind === "approval.answered") crashAt("approval:stored");
    for (const { kind } of entries) if (kind === "fix.revised") crashAt("revision:stored");
    if (incident.status === "awaiting_approval") void answer(incident.id);
    if (["resolved", "failed"].includes(incident.status)) process.stdout.write(`rest ${incident.status}\n`);
  },
});
if (CRASH_ACCEPT) {
  const signal = await readSimulation({ scenario: CRASH_ACCEPT }, { scenarios: createScenarioLibrary(EXAMPLES_DIR) });
  const { eventId } = await loop.orchestrator.accept(signal);
  process.stdout.write(`accepted ${eventId}\n`);
} else {
  for (const record of await loop.repository.findUpdatedSince(new Date(0), 100)) {
    if (record.status === "awaiting_approval") await answer(record._id.toHexString());
    if (["resolved", "failed"].includes(record.status)) process.stdout.write(`rest ${record.status}\n`);
  }
}

async function answer(id: string): Promise<void> {
  const incident = await loop.incidents.find(id);
  const { id: approvalId, digest } = incident?.approval ?? {};
  if (!approvalId || !digest) return;
  const isFirst = incident?.fix?.revision === 1;
  const answered =
    CRASH_EDIT && isFirst
      ? loop.orchestrator.revise({ approvalId, script: CRASH_EDIT, by: "crash-test" })
      : loop.orchestrator.approve({ approvalId, digest, by: "crash-test" });
  await answered.catch(() => undefined);
}
