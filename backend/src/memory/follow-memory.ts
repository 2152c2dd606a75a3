import { failureKey } from "./failure-key.ts";
import type { MemoryModel, MemoryRecord } from "./memory-model.ts";
import type { SimilarityIndex } from "./similarity-index.ts";

const BATCH = 500;
/** Another process's clock may be behind, and its write under way while ours is read. ms. */
const OVERLAP_MS = 30_000;
/** How old the index may be, with regard to what other processes write. ms. */
const FRESH_MS = 5000;

export interface IndexFollower {
  /** Resolves when the index has what the store had a few seconds ago. @throws what the store or the index throws */
  catchUp(): Promise<void>;
}

export interface FollowOptions {
  now: () => Date;
  /** Ends reading early, at a shutdown. */
  stop: AbortSignal;
}

/** Keeps an index like the store: all of it at first, then what has come since, whichever process wrote it. */
export function followMemory(model: MemoryModel, index: SimilarityIndex, { now, stop }: FollowOptions): IndexFollower {
  let newest = new Date(0);
  let freshUntil = 0;
  let running: Promise<void> | undefined;

  async function read(): Promise<void> {
    const startedAt = now().getTime();
    const since = new Date(newest.getTime() - OVERLAP_MS);
    const records = model
      .find({ rememberedAt: { $gte: since } }, { repo: 1, fingerprint: 1, text: 1, rememberedAt: 1 })
      .sort({ rememberedAt: 1 })
      .batchSize(BATCH)
      .lean<MemoryRecord>()
      .cursor();
    let batch: MemoryRecord[] = [];
    for await (const record of records) {
      if (stop.aborted) return;
      batch.push(record);
      if (batch.length < BATCH) continue;
      await take(batch);
      batch = [];
    }
    await take(batch);
    freshUntil = startedAt + FRESH_MS;
  }

  async function take(records: readonly MemoryRecord[]): Promise<void> {
    await index.add(records.map((record) => ({ key: failureKey(record), text: record.text })));
    newest = records.at(-1)?.rememberedAt ?? newest;
  }

  return {
    async catchUp() {
      if (now().getTime() < freshUntil) return;
      running ??= read().finally(() => {
        running = undefined;
      });
      await running;
    },
  };
}
