import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import type { IncidentStatus, RunPhase } from "@pipewright/contract/incident";
import type { Logger } from "pino";
import type { IncidentChanges, IncidentRecord, NewEntry } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { ImpossibleTransitionError, isWorking, nextStatus, type WorkingStatus } from "../incidents/state-machine.ts";
import { retryDelay } from "./retry-policy.ts";
import type { Step, StepContext } from "./steps/step.ts";

/** How long a worker holds an incident without a sign of life. */
const LEASE_MS = 30_000;
const HEARTBEAT_MS = LEASE_MS / 3;

export type Steps = Readonly<Record<Exclude<WorkingStatus, "received">, Step>>;

/** Where a worker is with a step: it begins, its result is known but not yet stored, it is stored. */
export type StepMoment = "begins" | "known" | "stored";

export interface RunDependencies {
  incidents: IncidentRepository;
  steps: Steps;
  /** Names this worker in leases; never used by another process. */
  owner: string;
  /** Masks secrets. */
  redact(text: string): string;
  now(): Date;
  random(): number;
  onOutput(incidentId: string, phase: RunPhase, text: string): void;
  /** Asks to be called again at that time. */
  wakeAt(incidentId: string, at: Date): Promise<void>;
  /** Told of every step; for measurements, and for tests that end the process at a chosen moment. */
  observe?: ((incidentId: string, step: WorkingStatus, moment: StepMoment) => void) | undefined;
  log: Logger;
}

/**
 * Takes one incident from step to step until it is at rest: waiting for a person, waiting for a retry, or at an end.
 * Does nothing when another worker has it. Each step begins as soon as the one before is stored.
 */
export async function runIncident(dependencies: RunDependencies, id: string, signal: AbortSignal): Promise<void> {
  const { incidents, owner, now } = dependencies;
  const leased = await incidents.lease(id, owner, now(), LEASE_MS);
  if (leased === null) return;
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    incidents
      .extendLease(id, owner, new Date(now().getTime() + LEASE_MS))
      .then((kept) => kept || lost.abort(new Error("another worker took the incident")))
      .catch((error: unknown) =>
        dependencies.log.warn({ incidentId: id, reason: errorMessage(error) }, "lease not extended"),
      );
  }, HEARTBEAT_MS);
  try {
    let incident: IncidentRecord | null = leased;
    while (incident !== null && isWorking(incident.status) && !signal.aborted && !lost.signal.aborted) {
      incident = await takeStep(dependencies, incident, AbortSignal.any([signal, lost.signal]));
    }
  } finally {
    clearInterval(heartbeat);
    await incidents.releaseLease(id, owner);
  }
}

/** Runs the step that the status names. Null when the incident is to rest, or is no longer ours. */
async function takeStep(
  dependencies: RunDependencies,
  incident: IncidentRecord,
  signal: AbortSignal,
): Promise<IncidentRecord | null> {
  const { incidents, owner, now, log } = dependencies;
  const { status } = incident;
  const id = incident._id.toHexString();
  const guard = { "lease.owner": owner };
  if (!isWorking(status)) return null;
  const observe = (moment: StepMoment) => dependencies.observe?.(id, status, moment);
  observe("begins");
  if (status === "received") {
    const started = await incidents.write(id, { from: status, to: nextStatus(status, "started"), entries: [], guard });
    observe("stored");
    return started;
  }
  const startedAt = now().getTime();
  try {
    const outcome = await dependencies.steps[status](incident, stepContext(dependencies, id, status, signal));
    const durationMs = now().getTime() - startedAt;
    log.info({ incidentId: id, step: status, event: outcome.event, durationMs }, outcome.message);
    observe("known");
    const written = await incidents.write(id, {
      from: status,
      to: nextStatus(status, outcome.event),
      changes: { ...outcome.changes, attempts: 0, retryAt: undefined },
      entries: [
        {
          kind: `step.${outcome.event}`,
          message: outcome.message,
          data: { step: status, durationMs, ...outcome.data },
        },
      ],
      guard,
    });
    observe("stored");
    return written;
  } catch (error) {
    if (signal.aborted) {
      log.info({ incidentId: id, step: status }, "step interrupted; it will be taken up again");
      return null;
    }
    return handleFailure(dependencies, incident, status, error);
  }
}

async function handleFailure(
  { incidents, owner, now, random, wakeAt, redact, log }: RunDependencies,
  incident: IncidentRecord,
  status: WorkingStatus,
  error: unknown,
): Promise<IncidentRecord | null> {
  if (error instanceof LeaseLostError) return null;
  const id = incident._id.toHexString();
  const guard = { "lease.owner": owner };
  const attempts = incident.attempts + 1;
  const message = redact(errorMessage(error));
  const delayMs = error instanceof ImpossibleTransitionError ? null : retryDelay(error, attempts, random());
  if (!(error instanceof PipewrightError))
    log.error({ incidentId: id, step: status, err: error }, "step failed unexpectedly");
  if (delayMs === null) {
    log.warn({ incidentId: id, step: status, attempts, reason: message }, "step failed for good");
    const failure = {
      step: status,
      code: error instanceof PipewrightError ? error.code : "unexpected",
      message,
      attempts,
    };
    const entry = {
      kind: "step.failed",
      message: `${stepName(status)} failed: ${message}`,
      data: { step: status, attempts },
    };
    const to = nextStatus(status, "step_failed");
    return incidents.write(id, {
      from: status,
      to,
      changes: { failure, attempts: 0, retryAt: undefined },
      entries: [entry],
      guard,
    });
  }
  const retryAt = new Date(now().getTime() + delayMs);
  const entry = {
    kind: "step.retry",
    message: `${stepName(status)} did not work (${message}); next try in ${Math.ceil(delayMs / 1000)} s`,
    data: { step: status, attempts, retryAt: retryAt.toISOString() },
  };
  await incidents.write(id, { from: status, to: status, changes: { attempts, retryAt }, entries: [entry], guard });
  await wakeAt(id, retryAt);
  return null;
}

function stepContext(
  dependencies: RunDependencies,
  id: string,
  status: IncidentStatus,
  signal: AbortSignal,
): StepContext {
  const write = async (changes: IncidentChanges, entry: NewEntry) => {
    const guard = { "lease.owner": dependencies.owner };
    const written = await dependencies.incidents.write(id, {
      from: status,
      to: status,
      changes,
      entries: [entry],
      guard,
    });
    if (written === null) throw new LeaseLostError(id);
  };
  return {
    signal,
    now: dependencies.now,
    note: (entry) => write({}, entry),
    journal: write,
    output: (phase, text) => dependencies.onOutput(id, phase, text),
  };
}

/** Another worker has the incident now; what this one still does must not be written. */
class LeaseLostError extends Error {
  constructor(incidentId: string) {
    super(`Incident ${incidentId} is in another worker's hands`);
    this.name = "LeaseLostError";
  }
}

const STEP_NAMES: Readonly<Record<WorkingStatus, string>> = {
  received: "Starting",
  collecting: "Collecting the log",
  diagnosing: "The diagnosis",
  proposing: "Proposing a fix",
  assessing: "Assessing the risk",
  executing: "Running the fix",
  verifying: "The verification",
  delivering: "The delivery",
};

function stepName(status: WorkingStatus): string {
  return STEP_NAMES[status];
}
