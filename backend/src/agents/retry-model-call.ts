import type { UpstreamError } from "@pipewright/contract/errors";
import type { OnNote } from "./agent-options.ts";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const MS_PER_SECOND = 1000;

/** What waiting is made of, so that a test need not wait. */
export interface Timing {
  now(): Date;
  /** 0 <= random < 1. */
  random(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
  /** A signal that is aborted after `ms`. */
  timeout(ms: number): AbortSignal;
}

export interface RetryOptions {
  provider: string;
  maxAttempts: number;
  /** When the time for the whole question is up. */
  deadline: Date;
  signal: AbortSignal;
  onNote: OnNote;
  timing: Timing;
  explain(thrown: unknown): UpstreamError;
}

/**
 * Calls until it succeeds, its error is not worth a retry, or attempts or time are used up. Waits exponentially with full
 * jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or as long as the other side asked.
 * @throws UpstreamError of the last attempt, or the signal's reason
 */
export async function retryModelCall<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { provider, maxAttempts, deadline, signal, onNote, timing } = options;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (thrown) {
      signal.throwIfAborted();
      const error = options.explain(thrown);
      const waitMs = error.retryAfterMs ?? backOff(attempt, timing);
      const failed = `Attempt ${attempt} of ${maxAttempts}: ${error.message}`;
      if (!error.retryable || attempt >= maxAttempts) {
        onNote(failed, { provider, attempt, code: error.code });
        throw error;
      }
      if (timing.now().getTime() + waitMs >= deadline.getTime()) {
        onNote(`${failed} The next attempt would come too late (in ${seconds(waitMs)}).`, {
          provider,
          attempt,
          code: error.code,
        });
        throw error;
      }
      onNote(`${failed} Trying again in ${seconds(waitMs)}.`, { provider, attempt, code: error.code, waitMs });
      await timing.delay(waitMs, signal);
    }
  }
}

function backOff(attempt: number, timing: Timing): number {
  return Math.ceil(timing.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)));
}

/** "12.5 s" */
export function seconds(ms: number): string {
  return `${Number((ms / MS_PER_SECOND).toFixed(1))} s`;
}
