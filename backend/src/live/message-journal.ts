import { setTimeout as delay } from "node:timers/promises";
import { errorMessage } from "@pipewright/contract/errors";
import type { LiveEvent } from "@pipewright/contract/live";
import type { mongo } from "mongoose";
import type { Logger } from "pino";
import { expireByAge } from "./expire-by-age.ts";
import { type PendingMessage, takeBatch } from "./take-batch.ts";
import type { ChangeFeed } from "./watch-journal.ts";

/** One numbered message as it is kept. */
export interface StoredMessage {
  _id: number;
  at: Date;
  /** Which process wrote it, and as its how many-th; so that a write of unknown outcome is never repeated. */
  writer: string;
  nth: number;
  /** The event as JSON. */
  body: string;
}

/** Numbers live messages without a gap and keeps them for those who come back. */
export interface MessageJournal {
  /** Takes an event and returns at once; it is numbered, stored and delivered a little later, in order. */
  append(event: LiveEvent): void;
  /** The newest number that was delivered here. */
  last(): number;
  /** Stored messages after a number, in order, at most `limit`. */
  readAfter(seq: number, limit: number): Promise<StoredMessage[]>;
  /** Delivers what other processes have stored; resolves when that is done. */
  catchUp(): Promise<void>;
  /** Yields whenever any process has stored messages, on servers that have change streams. */
  openStream(): ChangeFeed;
  /** Stores what is still waiting, for a while, and stops. */
  close(): Promise<void>;
}

export interface JournalOptions {
  db: mongo.Db;
  log: Logger;
  retention: LiveRetention;
  /** Unique among all processes that ever wrote to this database. */
  instanceId: string;
  /** Called with consecutive messages right after they are stored, each exactly once. */
  deliver(messages: readonly StoredMessage[]): void;
}

export interface LiveRetention {
  maxMessages: number;
  maxAgeSeconds: number;
}

const BATCH_INTERVAL_MS = 20;
const PAGE_MESSAGES = 200;
const PRUNE_EVERY_MESSAGES = 1000;
const QUEUE_MAX_MESSAGES = 50_000;
const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5000;
const CLOSE_MAX_MS = 3000;
const COUNTER_ID = "liveMessages";
const DUPLICATE_KEY = 11_000;

/**
 * A message's number is its `_id`, one more than the newest stored. When two processes take the same number the store
 * refuses the second, which then reads what the first wrote and goes on behind it: no gap, whoever crashes when.
 */
export async function openMessageJournal(options: JournalOptions): Promise<MessageJournal> {
  const { db, log, retention, instanceId, deliver } = options;
  const messages = db.collection<StoredMessage>("liveMessages");
  const counters = db.collection<{ _id: string; seq: number }>("counters");
  await expireByAge(messages, retention.maxAgeSeconds);

  const newest = await messages.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } });
  // The counter speaks only when every message has expired.
  let last = newest?._id ?? (await counters.findOne({ _id: COUNTER_ID }))?.seq ?? 0;
  let pruned = last - retention.maxMessages;
  let queue: PendingMessage[] = [];
  let appended = 0;
  let refused = 0;
  let wantsCatchUp = false;
  let nextWriteAt = 0;
  let working: Promise<void> | undefined;
  const stop = new AbortController();

  const hasWork = () => !stop.signal.aborted && (wantsCatchUp || queue.length > 0);

  function work(): Promise<void> {
    working ??= drain().finally(() => {
      working = undefined;
      if (hasWork()) void work();
    });
    return working;
  }

  async function drain(): Promise<void> {
    let retryMs = RETRY_FIRST_MS;
    while (hasWork()) {
      try {
        if (wantsCatchUp) await readOthers();
        else await writeBatch();
        retryMs = RETRY_FIRST_MS;
      } catch (error) {
        log.warn(
          { waiting: queue.length, reason: errorMessage(error) },
          "live messages cannot be stored; trying again",
        );
        // Part of the batch may have been stored: what is there is read before anything is written again.
        wantsCatchUp = true;
        await pause(retryMs);
        retryMs = Math.min(2 * retryMs, RETRY_MAX_MS);
      }
    }
  }

  async function readOthers(): Promise<void> {
    wantsCatchUp = false;
    for (;;) {
      const page = await readAfter(last, PAGE_MESSAGES);
      if (page.length === 0) return;
      advance(page);
    }
  }

  async function writeBatch(): Promise<void> {
    await pause(nextWriteAt - performance.now());
    nextWriteAt = performance.now() + BATCH_INTERVAL_MS;
    const batch = takeBatch(queue).map((pending, index) => ({
      _id: last + 1 + index,
      writer: instanceId,
      ...pending,
    }));
    await counters.updateOne({ _id: COUNTER_ID }, { $max: { seq: last + batch.length } }, { upsert: true });
    try {
      await messages.insertMany(batch, { ordered: true });
    } catch (error) {
      if (!hasCode(error, DUPLICATE_KEY)) throw error;
      wantsCatchUp = true;
      return;
    }
    advance(batch);
    await prune();
  }

  function advance(stored: readonly StoredMessage[]): void {
    const own = stored.filter(({ writer }) => writer === instanceId).at(-1);
    if (own) queue = queue.filter(({ nth }) => nth > own.nth);
    last = stored.at(-1)?._id ?? last;
    deliver(stored);
  }

  async function prune(): Promise<void> {
    const keepAfter = last - retention.maxMessages;
    if (keepAfter < pruned + PRUNE_EVERY_MESSAGES) return;
    await messages.deleteMany({ _id: { $lte: keepAfter } });
    pruned = keepAfter;
  }

  function readAfter(seq: number, limit: number): Promise<StoredMessage[]> {
    return messages
      .find({ _id: { $gt: seq } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  async function pause(ms: number): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: stop.signal }).catch(() => undefined);
  }

  return {
    append(event) {
      if (queue.length >= QUEUE_MAX_MESSAGES) {
        if (refused++ === 0) log.error("too many live messages wait for the store; further ones are dropped");
        return;
      }
      refused = 0;
      appended += 1;
      queue.push({ nth: appended, at: new Date(), body: JSON.stringify(event) });
      void work();
    },
    last: () => last,
    readAfter,
    async catchUp() {
      wantsCatchUp = true;
      while (wantsCatchUp && hasWork()) await work();
    },
    openStream: () => messages.watch([{ $match: { operationType: "insert" } }, { $project: { operationType: 1 } }]),
    async close() {
      const timer = setTimeout(() => stop.abort(), CLOSE_MAX_MS);
      while (hasWork()) await work();
      clearTimeout(timer);
      stop.abort();
      if (queue.length > 0) log.warn({ waiting: queue.length }, "live messages were not stored before the stop");
    },
  };
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
