/**
 * The place (0-based) that a step leads to from `at` among `length` rows; undefined when there is none.
 * `at` is -1 where nothing is open, or what was open has left `lastAt`: the row that took its place is then the next.
 */
export function stepTo(length: number, at: number, lastAt: number, step: 1 | -1): number | undefined {
  if (length === 0) return undefined;
  const next = at === -1 && step === 1 ? lastAt : (at === -1 ? lastAt : at) + step;
  return Math.min(length - 1, Math.max(0, next));
}
