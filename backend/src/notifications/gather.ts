import { chooseReady } from "./choose-ready.ts";
import { blank, insertOnce } from "./enqueue.ts";
import { makeDigest } from "./make-digest.ts";
import type { OutboxModel, OutboxRecord } from "./outbox-model.ts";
import type { Rules } from "./rules.ts";
import type { Target } from "./target.ts";
import type { TargetModel, TargetRecord } from "./target-model.ts";

const GATHER_MAX = 2000;

export interface GatherDependencies {
  model: OutboxModel;
  targetModel: TargetModel;
  rules: Rules;
  consoleUrl: string;
  now(): Date;
}

/** Decides how what has gathered for a target is told. Gives the time at which to look again, null: when there is more. */
export async function gather(
  dependencies: GatherDependencies,
  target: Target,
  { lastDigestAt }: Pick<TargetRecord, "lastDigestAt">,
): Promise<Date | null> {
  const { model, targetModel, rules, consoleUrl, now } = dependencies;
  await finishFolding(model, target.id);
  const gathering = await model
    .find({ target: target.id, status: "gathering", dueAt: { $lte: now() } })
    .sort({ dueAt: 1 })
    .limit(GATHER_MAX)
    .lean<OutboxRecord[]>();
  const ready = chooseReady(gathering, { digest: rules.digest, lastDigestAt, now: now() });
  if (ready.send === "nothing") return ready.until ?? nextDue(model, target.id);
  if (ready.send === "digest") {
    const digest = makeDigest(ready.records, { because: ready.because, consoleUrl, now: now() });
    const members = ready.records.map(({ _id }) => _id);
    await insertOnce(model, { ...blank(target.id, digest, now()), status: "waiting", members, isFolded: false });
    await targetModel.updateOne({ _id: target.id }, { $set: { lastDigestAt: now() } });
    await finishFolding(model, target.id);
  } else {
    for (const record of ready.records) await sendOrCount(dependencies, target, record);
  }
  return nextDue(model, target.id);
}

/** A digest is written before its members are marked: what a crash left between is done here. */
async function finishFolding(model: OutboxModel, target: string): Promise<void> {
  const unfinished = await model
    .find({ target, status: { $in: ["waiting", "sent"] }, isFolded: false })
    .lean<OutboxRecord[]>();
  for (const { _id, members = [] } of unfinished) {
    await model.updateMany(
      { _id: { $in: members }, status: "gathering" },
      { $set: { status: "folded", foldedInto: _id, endedAt: new Date() } },
    );
    await model.updateOne({ _id }, { $set: { isFolded: true } });
  }
}

/** The same failure again, while its question is still open and was asked not long ago, is counted in that message. */
async function sendOrCount(
  { model, rules, now }: GatherDependencies,
  target: Target,
  record: OutboxRecord,
): Promise<void> {
  const { notification } = record;
  const fingerprint = "incident" in notification ? notification.incident.fingerprint : undefined;
  const first =
    record.open && fingerprint !== undefined && "incident" in notification
      ? await model
          .findOne({
            _id: { $ne: record._id },
            target: target.id,
            status: { $in: ["waiting", "sent"] },
            open: true,
            createdAt: { $gte: new Date(now().getTime() - rules.same_failure_minutes * 60_000) },
            "notification.incident.fingerprint": fingerprint,
            "notification.incident.repo": notification.incident.repo,
          })
          .sort({ createdAt: 1 })
          .lean<OutboxRecord>()
      : null;
  if (first === null) {
    await model.updateOne({ _id: record._id, status: "gathering" }, { $set: { status: "waiting" } });
    return;
  }
  const $set = { status: "folded", foldedInto: first._id, endedAt: now() };
  const { modifiedCount } = await model.updateOne({ _id: record._id, status: "gathering" }, { $set });
  if (modifiedCount === 0) return;
  const counted = await model
    .findOneAndUpdate({ _id: first._id }, { $inc: { repeats: 1 } }, { returnDocument: "after" })
    .lean<OutboxRecord>();
  if (counted === null || !target.canUpdate || counted.receipt === undefined) return;
  const told = { ...counted.notification, id: `${counted.notification.id}-again-${counted.repeats}` };
  const again = {
    ...blank(target.id, told, now()),
    status: "waiting" as const,
    about: first._id,
    repeats: counted.repeats,
  };
  await insertOnce(model, again);
}

async function nextDue(model: OutboxModel, target: string): Promise<Date | null> {
  const next = await model
    .findOne({ target, status: "gathering" }, { dueAt: 1 })
    .sort({ dueAt: 1 })
    .lean<OutboxRecord>();
  return next?.dueAt ?? null;
}
