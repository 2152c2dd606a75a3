import { setTimeout } from "node:timers/promises";
import { errorMessage } from "@pipewright/contract/errors";
import type { Logger } from "pino";
import type { IndexedFailure, SimilarityIndex } from "./similarity-index.ts";

export interface StandingInOptions {
  /** Named in the log, e.g. `Milvus at localhost:19530`. */
  name: string;
  open(): Promise<SimilarityIndex>;
  /** Serves while the other one does not answer; it always does itself. */
  standIn: SimilarityIndex;
  now: () => Date;
  log: Pick<Logger, "warn" | "info">;
}

const RETRY_MS = 60_000;
const BATCH = 64;
/** A diagnosis waits for this. */
const SEARCH_TIMEOUT_MS = 5000;

/**
 * An index elsewhere, with one in this process that stands in for it. Nobody waits for the one elsewhere: it is opened and
 * filled in the background; when it does not answer, one line says so, and it is tried again after a minute.
 */
export function createStandingInIndex({ name, open, standIn, now, log }: StandingInOptions): SimilarityIndex {
  const waiting = new Map<string, IndexedFailure>();
  let index: SimilarityIndex | undefined;
  let isDown = false;
  let retryAt = 0;
  let filling: Promise<void> | undefined;
  let isClosed = false;

  async function giveUp(error: unknown): Promise<void> {
    const broken = index;
    index = undefined;
    retryAt = now().getTime() + RETRY_MS;
    if (!isDown) {
      log.warn(
        `${name} does not answer (${errorMessage(error)}); near failures are found by their words until it does`,
      );
    }
    isDown = true;
    await broken?.close();
  }

  async function fill(): Promise<void> {
    const opened = index ?? (await open());
    index = opened;
    while (waiting.size > 0 && !isClosed) {
      const batch = [...waiting.values()].slice(0, BATCH);
      await opened.add(batch);
      for (const { key } of batch) waiting.delete(key);
    }
    if (isDown) log.info(`${name} answers again`);
    isDown = false;
  }

  function fillLater(): void {
    if (isClosed || now().getTime() < retryAt) return;
    filling ??= fill()
      .catch(giveUp)
      .finally(() => {
        filling = undefined;
      });
  }

  return {
    async add(failures) {
      await standIn.add(failures);
      for (const failure of failures) waiting.set(failure.key, failure);
      fillLater();
    },
    async search(failure, limit) {
      fillLater();
      if (index === undefined) return standIn.search(failure, limit);
      try {
        return await inTime(index.search(failure, limit));
      } catch (error) {
        await giveUp(error);
        return standIn.search(failure, limit);
      }
    },
    async close() {
      isClosed = true;
      await filling;
      await index?.close();
      await standIn.close();
    },
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = setTimeout(SEARCH_TIMEOUT_MS, undefined, { signal: done.signal }).then(() => {
    throw new Error(`no answer in ${SEARCH_TIMEOUT_MS / 1000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
