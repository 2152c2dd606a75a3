import pLimit from "p-limit";

export interface WorkerPool {
  /** Sees to it that the incident is worked on soon. Said again while it waits, it counts once; while it runs, it runs once more after. */
  enqueue(id: string): void;
  load(): { running: number; waiting: number };
  /** Lets what runs come to a halt; what waits is left for the next start. */
  close(): Promise<void>;
}

/** @param work must not throw */
export function createWorkerPool(
  work: (id: string, signal: AbortSignal) => Promise<void>,
  concurrency: number,
): WorkerPool {
  const limit = pLimit(concurrency);
  const stop = new AbortController();
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();

  function enqueue(id: string): void {
    if (stop.signal.aborted || waiting.has(id)) return;
    if (running.has(id)) {
      again.add(id);
      return;
    }
    waiting.add(id);
    void limit(async () => {
      waiting.delete(id);
      if (stop.signal.aborted) return;
      const run = work(id, stop.signal);
      running.set(id, run);
      await run;
      running.delete(id);
      if (again.delete(id)) enqueue(id);
    });
  }

  return {
    enqueue,
    load: () => ({ running: running.size, waiting: waiting.size }),
    async close() {
      stop.abort(new Error("shutting down"));
      await Promise.all(running.values());
    },
  };
}
