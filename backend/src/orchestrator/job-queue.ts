import { MongoBackend } from "@agendajs/mongo-backend";
import { errorMessage } from "@pipewright/contract/errors";
import { Agenda } from "agenda";
import type mongoose from "mongoose";
import type { Logger } from "pino";

const COLLECTION = "jobs";
const POLL_MS = 2000;
const LOCK_LIFETIME_MS = 60_000;
const SWEEP_EVERY = "10 seconds";
const REAP_EVERY = "10 minutes";

export interface JobQueueOptions {
  connection: mongoose.Connection;
  /** No other process is at work on this store, so what a dead process had locked is free. */
  exclusive: boolean;
  handlers: {
    /** A retry is due. */
    advance(incidentId: string): void;
    /** Look for what a crash or another process left. */
    sweep(): Promise<void>;
    /** Remove leftovers of runs. */
    reap(): Promise<void>;
  };
  log: Logger;
}

export interface JobQueue {
  /** Calls `advance` for the incident at that time, even if this process is gone by then. */
  wakeAt(incidentId: string, at: Date): Promise<void>;
  close(): Promise<void>;
}

/** Durable jobs over the same store. The common way does not wait for them: they pick up what was left lying. */
export async function startJobQueue({ connection, exclusive, handlers, log }: JobQueueOptions): Promise<JobQueue> {
  if (exclusive)
    await connection.collection(COLLECTION).updateMany({ lockedAt: { $ne: null } }, { $set: { lockedAt: null } });
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: connection.getClient().db(connection.name), collection: COLLECTION }),
    processEvery: POLL_MS,
    defaultLockLifetime: LOCK_LIFETIME_MS,
    removeOnComplete: true,
  });
  agenda.on("error", (error) => log.error({ err: error }, "job queue"));
  agenda.on("fail", (error) => log.error({ reason: errorMessage(error) }, "job failed"));
  agenda.define<{ incidentId: string }>("incident.advance", async (job) => handlers.advance(job.attrs.data.incidentId));
  agenda.define("incidents.sweep", async () => handlers.sweep());
  agenda.define("runs.reap", async () => handlers.reap());
  await agenda.start();
  await agenda.every(SWEEP_EVERY, "incidents.sweep");
  await agenda.every(REAP_EVERY, "runs.reap");
  return {
    async wakeAt(incidentId, at) {
      await agenda.schedule(at, "incident.advance", { incidentId });
    },
    close: () => agenda.stop(),
  };
}
