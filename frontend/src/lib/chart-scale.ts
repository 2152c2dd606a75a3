const STEPS = [1, 2, 5, 10];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Lengths of time that read well on an axis. ms */
const TIME_STEPS = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 20, 50].map((days) => days * DAY),
];
const INTERVALS_MAX = 4;

/** Round numbers from 0 to at least `max`, at most five of them. `max` is a count. */
export function countTicks(max: number): number[] {
  const least = Math.max(1, max) / INTERVALS_MAX;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return ticks(STEPS.map((step) => step * power).find((step) => step >= least) ?? power, max);
}

/** Round lengths of time from 0 to at least `maxMs`, at most five of them unless it is months. */
export function timeTicks(maxMs: number): number[] {
  const least = maxMs / INTERVALS_MAX;
  return ticks(TIME_STEPS.find((step) => step >= least) ?? Math.ceil(least / DAY) * DAY, maxMs);
}

function ticks(step: number, max: number): number[] {
  return Array.from({ length: Math.max(1, Math.ceil(max / step)) + 1 }, (_, n) => n * step);
}
