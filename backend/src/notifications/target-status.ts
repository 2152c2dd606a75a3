import type { OutboxModel, OutboxRecord, OutboxStatus } from "./outbox-model.ts";
import type { TargetModel, TargetRecord } from "./target-model.ts";

/** How long a message that was given up is told of. ms. */
const REMEMBER_MS = 7 * 24 * 3_600_000;

export interface TargetStatus {
  waiting: number;
  failuresInRow: number;
  lastSuccessAt?: Date;
  lastFailureAt?: Date;
  lastFailure?: string;
  givenUp: number;
  /** Why the last of them was given up. */
  givenUpReason?: string;
}

export async function readTargetStatus(
  { model, targetModel }: { model: OutboxModel; targetModel: TargetModel },
  target: string,
  now: Date,
): Promise<TargetStatus> {
  const status: OutboxStatus = "given_up";
  const givenUp = { target, status, endedAt: { $gte: new Date(now.getTime() - REMEMBER_MS) } };
  const [state, waiting, count, last] = await Promise.all([
    targetModel.findById(target).lean<TargetRecord>(),
    model.countDocuments({ target, status: { $in: ["gathering", "waiting"] } }),
    model.countDocuments(givenUp),
    model.findOne(givenUp).sort({ endedAt: -1 }).lean<OutboxRecord>(),
  ]);
  return {
    waiting,
    failuresInRow: state?.failuresInRow ?? 0,
    ...(state?.lastSuccessAt && { lastSuccessAt: state.lastSuccessAt }),
    ...(state?.lastFailureAt && { lastFailureAt: state.lastFailureAt }),
    ...(state?.lastFailure && { lastFailure: state.lastFailure }),
    givenUp: count,
    ...(last?.lastError && { givenUpReason: last.lastError }),
  };
}
