export type Limiter = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Lets at most `max` pieces of work run at the same time; the others wait their turn, or leave when their signal is aborted. */
export function limitConcurrency(max: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (running < max) {
      running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.push(turn);
    });
  }

  /** The place goes straight to the next in line, so nobody can slip in between. */
  function exit(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }

  return async (signal, work) => {
    await enter(signal);
    try {
      return await work();
    } finally {
      exit();
    }
  };
}
