/** An answer is kept for this many times as long as it took to work out, so that asking takes a small share of the machine. */
const KEPT_PER_COST = 20;

/** Works an answer out seldom where it is costly and often where it is cheap; who asks meanwhile gets the last one. `now` is ms. */
export function rememberCostly<T>(workOut: () => Promise<T>, now: () => number): () => Promise<T> {
  let last: { answer: Promise<T>; until: number } | undefined;
  return () => {
    const begunAt = now();
    if (last !== undefined && begunAt < last.until) return last.answer;
    const kept = { answer: workOut(), until: Number.POSITIVE_INFINITY };
    last = kept;
    kept.answer.then(
      () => {
        kept.until = now() + KEPT_PER_COST * (now() - begunAt);
      },
      () => {
        if (last === kept) last = undefined;
      },
    );
    return kept.answer;
  };
}
