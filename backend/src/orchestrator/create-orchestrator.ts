import { randomUUID } from "node:crypto";
import { errorMessage } from "@pipewright/contract/errors";
import type { RunPhase } from "@pipewright/contract/incident";
import type mongoose from "mongoose";
import type { Logger } from "pino";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { acceptSignal, type StoreLog } from "./accept-signal.ts";
import { approveFix, expireApproval, rejectFix } from "./answer.ts";
import { startJobQueue } from "./job-queue.ts";
import { noteNews } from "./note-news.ts";
import type { Orchestrator } from "./orchestrator.ts";
import { type RepeatDependencies, repeatIncident } from "./repeat-incident.ts";
import { retryIncident } from "./retry-incident.ts";
import { type RevisionPorts, reviseFix } from "./revise-fix.ts";
import { type RunDependencies, runIncident, type Steps } from "./run-incident.ts";
import { createWorkerPool } from "./worker-pool.ts";

/** How many incidents one sweep picks up. */
const SWEEP_BATCH = 500;

export interface OrchestratorOptions {
  connection: mongoose.Connection;
  exclusive: boolean;
  incidents: IncidentRepository;
  steps: Steps;
  revision: RevisionPorts;
  concurrency: number;
  storeLog: StoreLog;
  removeLog(fileId: string): Promise<void>;
  readLog: RepeatDependencies["readLog"];
  onOutput(incidentId: string, phase: RunPhase, text: string): void;
  /** Removes leftovers of runs and workspaces. */
  reap(): Promise<void>;
  now(): Date;
  random(): number;
  observe?: RunDependencies["observe"];
  log: Logger;
}

export interface RunningOrchestrator extends Orchestrator {
  close(): Promise<void>;
}

/** Starts the loop: takes up what an earlier process left, then works on whatever is accepted. */
export async function startOrchestrator(options: OrchestratorOptions): Promise<RunningOrchestrator> {
  const { incidents, now, log } = options;
  const { redact } = options.revision;
  const owner = randomUUID();
  let accepting = true;

  const pool = createWorkerPool(async (id, signal) => {
    try {
      await runIncident(
        { ...options, redact, owner, wakeAt: (incidentId, at) => queue.wakeAt(incidentId, at) },
        id,
        signal,
      );
    } catch (error) {
      log.error({ incidentId: id, err: error }, "incident left for the next sweep");
    }
  }, options.concurrency);

  async function sweep(): Promise<void> {
    for (const id of await incidents.findDue(now(), SWEEP_BATCH)) pool.enqueue(id);
    for (const record of await incidents.findExpired(now(), SWEEP_BATCH)) await expireApproval(incidents, record);
  }

  if (options.exclusive) {
    const released = await incidents.releaseAllLeases();
    if (released > 0) log.info({ incidents: released }, "taking up what the last process was working on");
  }
  const queue = await startJobQueue({
    connection: options.connection,
    exclusive: options.exclusive,
    handlers: { advance: pool.enqueue, sweep, reap: options.reap },
    log,
  });
  await sweep();
  options.reap().catch((error: unknown) => log.warn({ reason: errorMessage(error) }, "leftovers not removed"));

  const accept: Orchestrator["accept"] = (signal) =>
    acceptSignal(signal, { ...options, redact, onStored: pool.enqueue });

  return {
    accept,
    repeat: (incidentId, by) => repeatIncident({ ...options, accept }, incidentId, by),
    async approve(command) {
      const answered = await approveFix(incidents, command, now());
      if (answered.approval.status === "approved") pool.enqueue(answered.eventId);
      return answered;
    },
    reject: (command) => rejectFix(incidents, command, now()),
    async revise(command) {
      const revised = await reviseFix(incidents, options.revision, command, now());
      pool.enqueue(revised.eventId);
      return revised;
    },
    noteNews: (news) => noteNews(incidents, news),
    async retry(incidentId, by) {
      await retryIncident(incidents, incidentId, by, now());
      pool.enqueue(incidentId);
    },
    load: () => ({ ...pool.load(), accepting }),
    async close() {
      accepting = false;
      await queue.close();
      await pool.close();
    },
  };
}
