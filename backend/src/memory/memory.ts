import { errorMessage } from "@pipewright/contract/errors";
import type { NearFailure } from "@pipewright/contract/similar";
import mongoose from "mongoose";
import type { Logger } from "pino";
import { failureKey } from "./failure-key.ts";
import { findNear } from "./find-near.ts";
import { followMemory } from "./follow-memory.ts";
import { type History, SEEN_MAX, summarizeHistory } from "./history.ts";
import type { RememberedFailure, RememberedOutcome } from "./memory-entry.ts";
import type { MemoryModel, MemoryRecord } from "./memory-model.ts";
import type { SimilarityIndex } from "./similarity-index.ts";

/** Of a failure that was seen more often, the last so many incidents tell what was tried. */
const HISTORY_MAX = 50;
/** A simulation may name none, or a branch. */
const COMMIT_ID = /^[0-9a-f]{7,64}$/i;
const DUPLICATE_KEY = 11_000;

export type AskedFailure = Pick<RememberedFailure, "incidentId" | "repo" | "commitSha" | "fingerprint" | "step">;

/** Similar past failures, and what fixed them. */
export interface Memory {
  /** Writes down a diagnosed failure; said again, it changes nothing. */
  remember(failure: RememberedFailure): Promise<void>;
  /** Writes down how the incident stands. False when its failure is not remembered. */
  conclude(incidentId: string, outcome: RememberedOutcome): Promise<boolean>;
  /** What failed in these incidents passed in the pipeline at the same commit, with nothing changed. */
  notePassed(incidentIds: readonly string[]): Promise<void>;
  /** What became of the earlier incidents with this fingerprint in this repository. */
  history(failure: AskedFailure): Promise<History>;
  /** Failures that are like this one but not the same; empty while the index is being built. */
  near(failure: Pick<RememberedFailure, "repo" | "fingerprint" | "text">): Promise<NearFailure[]>;
  /** Resolves when the index has all that the store has. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface MemoryOptions {
  model: MemoryModel;
  index: SimilarityIndex;
  now: () => Date;
  log: Pick<Logger, "warn">;
}

/** Opens the memory and begins to build its index, which nobody has to wait for. */
export function createMemory({ model, index, now, log }: MemoryOptions): Memory {
  const stop = new AbortController();
  const follower = followMemory(model, index, { now, stop: stop.signal });
  let isBuilt = false;
  const built = follower
    .catchUp()
    .catch((error: unknown) =>
      log.warn({ reason: errorMessage(error) }, "the index of similar failures is not complete"),
    )
    .finally(() => {
      isBuilt = true;
    });
  return {
    async remember(failure) {
      await insertOnce(model, failure, now());
      await index.add([{ key: failureKey(failure), text: failure.text }]);
    },
    conclude: (incidentId, outcome) => conclude(model, incidentId, outcome),
    async notePassed(incidentIds) {
      await model.updateMany({ _id: { $in: incidentIds } }, { $set: { passedUnchanged: true } });
    },
    history: (failure) => recallHistory(model, failure),
    async near(failure) {
      if (isBuilt) await follower.catchUp();
      return findNear(model, index, { key: failureKey(failure), text: failure.text });
    },
    ready: () => built,
    async close() {
      stop.abort();
      await built;
      await index.close();
    },
  };
}

async function insertOnce(model: MemoryModel, { incidentId, ...failure }: RememberedFailure, now: Date): Promise<void> {
  const fresh = { ...failure, rememberedAt: now, version: 0, outcome: "open", fixes: [], passedUnchanged: false };
  try {
    await model.updateOne({ _id: incidentId }, { $setOnInsert: fresh }, { upsert: true });
  } catch (error) {
    // Two workers wrote it at the same moment: it is there.
    if (!isDuplicateKey(error)) throw error;
  }
}

async function conclude(model: MemoryModel, incidentId: string, outcome: RememberedOutcome): Promise<boolean> {
  const older = { _id: incidentId, version: { $lt: outcome.version } };
  const { passedUnchanged, ...rest } = outcome;
  // What was once seen to pass stays flaky, whatever comes after.
  const $set = { ...rest, ...(passedUnchanged && { passedUnchanged }) };
  const { matchedCount } = await model.updateOne(older, { $set });
  return matchedCount === 1 || (await model.exists({ _id: incidentId })) !== null;
}

async function recallHistory(model: MemoryModel, failure: AskedFailure): Promise<History> {
  const { incidentId, repo, fingerprint, commitSha, step } = failure;
  const same = { repo, fingerprint, _id: { $ne: incidentId } };
  const [seen, entries, passed] = await Promise.all([
    model.countDocuments(same).limit(SEEN_MAX),
    model.find(same, { text: 0 }).sort({ at: -1 }).limit(HISTORY_MAX).lean<MemoryRecord[]>(),
    step === "" || !COMMIT_ID.test(commitSha)
      ? null
      : model.exists({ repo, commitSha, step, passedUnchanged: true, _id: { $ne: incidentId } }),
  ]);
  return summarizeHistory({ fingerprint, seen, entries, commitSha, stepPassed: passed !== null });
}

function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
