/** An answer is kept for this many times as long as it took to work out, so that asking takes a fifth of the machine at most. */
const KEPT_PER_COST = 5;
/** What takes no longer is worked out each time. ms */
const CHEAP_MS = 50;

/** Works an answer out seldom where that is costly and each time where it is cheap; who asks meanwhile shares it. `now` is in ms. */
export function rememberCostly<T>(workOut: () => Promise<T>, now: () => number): () => Promise<T> {
  let last: { answer: Promise<T>; until: number } | undefined;
  return () => {
    const begunAt = now();
    if (last !== undefined && begunAt < last.until) return last.answer;
    const kept = { answer: workOut(), until: Number.POSITIVE_INFINITY };
    last = kept;
    kept.answer.then(
      () => {
        const cost = now() - begunAt;
        kept.until = cost < CHEAP_MS ? 0 : now() + KEPT_PER_COST * cost;
      },
      () => {
        if (last === kept) last = undefined;
      },
    );
    return kept.answer;
  };
}
