import mongoose from "mongoose";

/** How a target stands; shared by all processes on the store. */
export interface TargetRecord {
  _id: string;
  lastSuccessAt?: Date;
  lastFailureAt?: Date;
  lastFailure?: string;
  failuresInRow: number;
  /** Nothing is sent before. */
  pausedUntil?: Date;
  lastDigestAt?: Date;
  /** Which process sends, and until when. */
  lease?: { owner: string; until: Date };
}

const schema = new mongoose.Schema<TargetRecord>(
  {
    _id: { type: String, required: true },
    lastSuccessAt: Date,
    lastFailureAt: Date,
    lastFailure: String,
    failuresInRow: { type: Number, default: 0 },
    pausedUntil: Date,
    lastDigestAt: Date,
    lease: { type: new mongoose.Schema({ owner: String, until: Date }, { _id: false }) },
  },
  { versionKey: false, collection: "notificationTargets" },
);

export type TargetModel = mongoose.Model<TargetRecord>;

export function openTargetModel(connection: mongoose.Connection): TargetModel {
  return connection.model<TargetRecord>("NotificationTarget", schema);
}

/** Takes the target in hand for so long. Null when another process has it. */
export async function leaseTarget(
  model: TargetModel,
  target: string,
  lease: { owner: string; now: Date; ms: number },
): Promise<TargetRecord | null> {
  const { owner, now, ms } = lease;
  await model.updateOne({ _id: target }, { $setOnInsert: { failuresInRow: 0 } }, { upsert: true });
  return model
    .findOneAndUpdate(
      { _id: target, $or: [{ lease: null }, { "lease.owner": owner }, { "lease.until": { $lt: now } }] },
      { $set: { lease: { owner, until: new Date(now.getTime() + ms) } } },
      { returnDocument: "after" },
    )
    .lean<TargetRecord>();
}
