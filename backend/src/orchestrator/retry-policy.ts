import { PipewrightError, UpstreamError } from "@pipewright/contract/errors";

const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 5 * 60_000;
const MAX_ATTEMPTS = 5;

/**
 * When to try a step again, in ms from now; null when it should not be. Exponential with full jitter; a delay that the
 * other side asked for is kept to, whatever its length. Errors which say what a person must do are not tried again.
 *
 * @param attempts how many attempts have failed, this one included
 * @param random 0..1
 */
export function retryDelay(error: unknown, attempts: number, random: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  if (error instanceof UpstreamError) {
    if (!error.retryable) return null;
    if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  } else if (error instanceof PipewrightError) {
    return null;
  }
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
