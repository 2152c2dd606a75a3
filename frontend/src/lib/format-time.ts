const SECOND_MS = 1_000;
const TENTH_MS = 100;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago, in the largest unit that fits: `just now`, `41 s ago`, `3 min ago`, `5 h ago`, `12 d ago`. */
export function formatAgo(thenMs: number, nowMs: number): string {
  const elapsed = nowMs - thenMs;
  return elapsed < 5 * SECOND_MS ? "just now" : `${formatSpan(elapsed)} ago`;
}

/** Time left: `expires in 71 h`, or `expired 3 min ago`. */
export function formatExpiry(expiresMs: number, nowMs: number): string {
  const left = expiresMs - nowMs;
  if (left <= 0) return `expired ${formatAgo(expiresMs, nowMs)}`;
  return `expires in ${formatSpan(left)}`;
}

/** A span in one unit, rounded down: `41 s`, `3 min`, `71 h`, `12 d`. Hours are used up to three days. */
export function formatSpan(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / SECOND_MS))} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < 3 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  return `${Math.floor(ms / DAY_MS)} d`;
}

/** A measured duration: `40 ms`, `0.4 s`, `41 s`, `3 min 12 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < TENTH_MS) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  const seconds = Math.round(ms / SECOND_MS);
  if (ms < HOUR_MS) return joined(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(ms / MINUTE_MS);
  return joined(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** The exact time in the reader's zone, for the hover. */
export function formatExact(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
}
