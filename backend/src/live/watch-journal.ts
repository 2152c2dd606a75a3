import { setTimeout as delay } from "node:timers/promises";
import { errorMessage } from "@pipewright/contract/errors";
import type { Logger } from "pino";

export interface WatchOptions {
  /** Opens a stream that yields at every change of the collection. */
  openStream(): ChangeFeed;
  log: Logger;
  /** Called when another process may have stored something. Never rejects; calls while one is under way become one. */
  ring(): Promise<void>;
  signal: AbortSignal;
}

export type ChangeFeed = AsyncIterable<unknown> & { close(): Promise<unknown> };

const POLL_MS = 250;
/** Beside a change stream, for what comes while it is being opened. */
const SAFETY_POLL_MS = 1000;
const REOPEN_MS = 1000;
/** Not a replica set; command or stage unknown; not supported. */
const NO_CHANGE_STREAMS = new Set([40_573, 59, 40_324, 115]);

/**
 * Rings whenever another process stores live messages: told by a change stream where the server has them, else by asking
 * every 250 ms. Ends when `signal` is aborted.
 */
export async function watchJournal(options: WatchOptions): Promise<void> {
  const { log, signal } = options;
  const safety = poll(options, SAFETY_POLL_MS);
  while (!signal.aborted) {
    try {
      await followChanges(options);
    } catch (error) {
      if (signal.aborted) break;
      if (hasNoChangeStreams(error)) {
        log.info("the database has no change streams; live updates of other processes are polled");
        await poll(options, POLL_MS);
        break;
      }
      log.warn({ reason: errorMessage(error) }, "the change stream broke; opening it again");
      await pause(REOPEN_MS, signal);
    }
  }
  await safety;
}

async function followChanges({ openStream, ring, signal }: WatchOptions): Promise<void> {
  const changes = openStream();
  const close = () => void changes.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    for await (const _ of changes) void ring();
  } finally {
    signal.removeEventListener("abort", close);
    await changes.close();
  }
}

async function poll({ ring, signal }: WatchOptions, everyMs: number): Promise<void> {
  while (!signal.aborted) {
    await pause(everyMs, signal);
    if (!signal.aborted) await ring();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

function hasNoChangeStreams(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "number" && NO_CHANGE_STREAMS.has(error.code)
  );
}
