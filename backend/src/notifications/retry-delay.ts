const FIRST_MS = 2000;
const LONGEST_MS = 15 * 60_000;
/** A target's own word is heeded up to this. */
const LONGEST_ASKED_MS = 3_600_000;

/** ms to wait after so many failures in a row: doubled each time, between half and all of it, never less than the target asks. */
export function retryDelay(failures: number, retryAfterMs: number | undefined, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(full * (0.5 + random() / 2), Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
}

/** `Retry-After` in ms: seconds, or an HTTP date. */
export function readRetryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,7}$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
