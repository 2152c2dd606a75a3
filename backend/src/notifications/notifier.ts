import { randomUUID } from "node:crypto";
import { errorMessage } from "@pipewright/contract/errors";
import type { Incident, IncidentStatus } from "@pipewright/contract/incident";
import type mongoose from "mongoose";
import type { Logger } from "pino";
import { describeExpiring, describeIncident } from "./describe-incident.ts";
import { type EnqueueDependencies, enqueue } from "./enqueue.ts";
import { type OutboxModel, openOutboxModel } from "./outbox-model.ts";
import { openTargetModel } from "./target-model.ts";
import { startTargetQueue } from "./target-queue.ts";
import { readTargetStatus, type TargetStatus } from "./target-status.ts";

const SWEEP_MS = 60_000;
/** Messages that have ended are kept so long. ms. */
const KEEP_MS = 30 * 24 * 3_600_000;
/** A reminder comes so long before the end, but not in the first three quarters of the time. ms. */
const REMIND_MS = 4 * 3_600_000;
const REMIND_LAST_PART = 0.25;
/** Nothing is told while only machines are at work. */
const SILENT: ReadonlySet<IncidentStatus> = new Set(["received", "collecting", "diagnosing"]);

export interface NotifierOptions extends Omit<EnqueueDependencies, "model"> {
  connection: mongoose.Connection;
  /** No other process is on this store, so what a dead process held is free. */
  exclusive: boolean;
  consoleUrl: string;
  minutesSaved: number;
  findIncident(id: string): Promise<Incident | null>;
  /** Questions that are open. */
  listPending(): Promise<{ askedAt: string; expiresAt: string; incident: { id: string } }[]>;
  redact(text: string): string;
  random(): number;
  log: Pick<Logger, "warn">;
}

/** Tells people and machines, in its own time; whoever reports a change never waits. */
export interface Notifier {
  /** An incident has changed. */
  notice(incident: { id: string; status: IncidentStatus }): void;
  /** The same, and resolves when it is stored what is to be told. @throws what the store throws */
  follow(incidentId: string): Promise<void>;
  /** Reminds of questions that expire soon, and forgets what ended long ago. */
  sweep(): Promise<void>;
  /** Looks at every queue now; resolves when all that was due is sent or put off. */
  flush(): Promise<void>;
  status(target: string): Promise<TargetStatus>;
  close(): Promise<void>;
}

export async function startNotifier(options: NotifierOptions): Promise<Notifier> {
  const { connection, targets, now, log } = options;
  const model = await openOutboxModel(connection);
  const targetModel = openTargetModel(connection);
  if (options.exclusive) await targetModel.updateMany({}, { $unset: { lease: 1 } });
  const noticed = new Set<string>();
  let noting = Promise.resolve();

  async function follow(incidentId: string): Promise<void> {
    const incident = await options.findIncident(incidentId);
    const told = incident && describeIncident(incident, options);
    if (incident === null || told === null) return;
    await enqueue({ ...options, model }, told, incident.policy?.notify);
    for (const queue of queues) queue.lookSoon();
  }

  function note(id: string): void {
    if (noticed.has(id)) return;
    noticed.add(id);
    noting = noting
      .then(() => {
        noticed.delete(id);
        return follow(id);
      })
      .catch((error: unknown) => log.warn({ incidentId: id, reason: errorMessage(error) }, "incident not told yet"));
  }

  async function sweep(): Promise<void> {
    for (const { askedAt, expiresAt, incident } of await options.listPending()) {
      const [asked, ends] = [Date.parse(askedAt), Date.parse(expiresAt)];
      if (now().getTime() < ends - Math.min(REMIND_MS, (ends - asked) * REMIND_LAST_PART)) continue;
      const found = await options.findIncident(incident.id);
      const told = found && describeExpiring(found, options);
      if (found && told) await enqueue({ ...options, model }, told, found.policy?.notify);
    }
    await model.deleteMany({ createdAt: { $lt: new Date(now().getTime() - KEEP_MS) } });
    for (const queue of queues) queue.lookSoon();
  }

  const shared = { ...options, model, targetModel, owner: randomUUID(), onSent: note };
  const queues = targets.map((target) => startTargetQueue(shared, target));
  for (const id of await openQuestions(model)) note(id);
  for (const queue of queues) queue.lookSoon();
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ reason: errorMessage(error) }, "reminders wait for the store"));
  }, SWEEP_MS);
  timer.unref();

  return {
    notice({ id, status }) {
      if (!SILENT.has(status)) note(id);
    },
    follow,
    sweep,
    async flush() {
      await noting;
      await Promise.all(queues.map((queue) => queue.look()));
      await noting;
    },
    status: (target) => readTargetStatus({ model, targetModel }, target, now()),
    async close() {
      clearInterval(timer);
      await noting;
      await Promise.all(queues.map((queue) => queue.close()));
    },
  };
}

/** Incidents whose question was sent and may have been answered while no process was there. */
async function openQuestions(model: OutboxModel): Promise<string[]> {
  const open: unknown[] = await model.distinct("notification.incident.id", { status: "sent", open: true });
  return open.map(String);
}
