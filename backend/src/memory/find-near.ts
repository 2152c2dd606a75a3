import type { NearFailure } from "@pipewright/contract/similar";
import { splitKey } from "./failure-key.ts";
import { lastFix } from "./history.ts";
import type { MemoryModel, MemoryRecord } from "./memory-model.ts";
import type { IndexedFailure, SimilarityIndex } from "./similarity-index.ts";

const MAX_NEAR = 5;
/** Below this share of its own score, a text is like the failure in common words only. */
const LEAST_SCORE = 0.35;
/** Of one near failure so many of its latest incidents are looked at for one that was fixed. */
const LOOK_BACK = 10;

/** Failures that are like this one but not the same, in any repository, with what fixed them; the likest first. */
export async function findNear(
  model: MemoryModel,
  index: SimilarityIndex,
  failure: IndexedFailure,
): Promise<NearFailure[]> {
  const scored = await index.search(failure, MAX_NEAR);
  const likely = scored.filter(({ score }) => score >= LEAST_SCORE);
  const near = await Promise.all(
    likely.map(async ({ key, score }) => {
      const entry = await findTelling(model, key);
      return entry === undefined ? [] : [presentNear(entry, score)];
    }),
  );
  return near.flat();
}

/** Its last incident that was fixed; when none was, the last one. */
async function findTelling(model: MemoryModel, key: string): Promise<MemoryRecord | undefined> {
  const found = await model.find(splitKey(key), { text: 0 }).sort({ at: -1 }).limit(LOOK_BACK).lean<MemoryRecord[]>();
  return found.find(({ outcome }) => outcome === "proven") ?? found.find(lastFix) ?? found[0];
}

function presentNear(entry: MemoryRecord, score: number): NearFailure {
  const fix = lastFix(entry);
  const { _id: incidentId, repo, title } = entry;
  return { incidentId, repo, title, score: Math.round(score * 100) / 100, ...(fix && { fix }) };
}
