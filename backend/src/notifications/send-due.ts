import { errorMessage } from "@pipewright/contract/errors";
import type { OutboxModel, OutboxRecord } from "./outbox-model.ts";
import { retryDelay } from "./retry-delay.ts";
import { DeliveryError, type Message, type Receipt, type Target } from "./target.ts";
import type { TargetModel } from "./target-model.ts";

/** A message that was not taken for so long is given up. ms. */
export const GIVE_UP_MS = 24 * 3_600_000;
const REASON_MAX = 300;

export interface SendDependencies {
  model: OutboxModel;
  targetModel: TargetModel;
  redact(text: string): string;
  now(): Date;
  random(): number;
  /** Told of an incident whose message is out; its answer may have come meanwhile. */
  onSent(incidentId: string): void;
}

/** Sends what is due to a target, one after another. Gives the time to go on at, when the target did not take one. */
export async function sendDue(
  dependencies: SendDependencies,
  target: Target,
  {
    failuresInRow,
    signal,
    extendLease,
  }: { failuresInRow: number; signal: AbortSignal; extendLease(): Promise<boolean> },
): Promise<Date | null> {
  const { model, targetModel, now } = dependencies;
  let failures = failuresInRow;
  while (!signal.aborted) {
    const record = await model
      .findOne({ target: target.id, status: "waiting", dueAt: { $lte: now() } })
      .sort({ dueAt: 1, createdAt: 1 })
      .lean<OutboxRecord>();
    if (record === null || !(await extendLease())) return null;
    const error = await sendOne(dependencies, target, record, signal);
    if (signal.aborted) return null;
    if (error === null) {
      failures = 0;
      continue;
    }
    failures += error.permanent ? 0 : 1;
    const reason = dependencies.redact(error.message).slice(0, REASON_MAX);
    const at = now();
    const isOver = error.permanent || at.getTime() - record.createdAt.getTime() >= GIVE_UP_MS;
    const pausedUntil = error.permanent
      ? at
      : new Date(at.getTime() + retryDelay(failures, error.retryAfterMs, dependencies.random));
    await model.updateOne(
      { _id: record._id },
      { $set: { lastError: reason, ...(isOver && { status: "given_up", endedAt: at }) }, $inc: { attempts: 1 } },
    );
    await targetModel.updateOne(
      { _id: target.id },
      { $set: { lastFailureAt: at, lastFailure: reason, failuresInRow: failures, pausedUntil } },
    );
    if (!error.permanent) return pausedUntil;
  }
  return null;
}

async function sendOne(
  { model, targetModel, now, onSent }: SendDependencies,
  target: Target,
  record: OutboxRecord,
  signal: AbortSignal,
): Promise<DeliveryError | null> {
  let receipt: Receipt | undefined;
  try {
    receipt = await untilStopped(target.deliver(await messageOf(model, record), signal), signal);
  } catch (error) {
    return error instanceof DeliveryError
      ? error
      : new DeliveryError(errorMessage(error), { permanent: false, cause: error });
  }
  const at = now();
  await model.updateOne(
    { _id: record._id },
    { $set: { status: "sent", endedAt: at, ...(receipt && { receipt }) }, $inc: { attempts: 1 } },
  );
  await targetModel.updateOne(
    { _id: target.id },
    { $set: { lastSuccessAt: at, failuresInRow: 0 }, $unset: { pausedUntil: 1 } },
  );
  if (record.about === undefined && "incident" in record.notification) onSent(record.notification.incident.id);
  return null;
}

/** A shutdown waits for no target; what was under way is sent again. */
async function untilStopped<T>(delivery: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, stop } = stopOf(signal);
  try {
    return await Promise.race([delivery, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function stopOf(signal: AbortSignal): { promise: Promise<never>; stop: () => void } {
  let stop = () => {};
  const promise = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new DeliveryError("Pipewright is stopping", { permanent: false }));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  return { promise, stop };
}

async function messageOf(model: OutboxModel, { notification, repeats, about }: OutboxRecord): Promise<Message> {
  const root = about === undefined ? null : await model.findById(about).lean<OutboxRecord>();
  return {
    id: notification.id,
    notification,
    repeats: root?.repeats ?? repeats,
    ...(root?.receipt && { earlier: root.receipt }),
  };
}
