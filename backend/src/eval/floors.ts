/** Scores below which `npm run eval` fails; `kept` is a ceiling. Raised when the scores rise, never lowered unsaid. */
export const FLOORS = { "hit@1": 0.98, precision: 0.91, rangeRecall: 0.93 } as const;
export const KEPT_CEILING = 0.1;

/** What is worse than agreed, in words; empty when all is well. */
export function belowFloors(scores: Readonly<Record<string, number>>): string[] {
  const low = Object.entries(FLOORS)
    .filter(([name, floor]) => (scores[name] ?? 0) < floor)
    .map(([name, floor]) => `${name} is ${(scores[name] ?? 0).toFixed(3)}, below the floor ${floor}`);
  const kept = scores.kept ?? 1;
  return kept > KEPT_CEILING ? [...low, `kept is ${kept.toFixed(3)}, above the ceiling ${KEPT_CEILING}`] : low;
}
