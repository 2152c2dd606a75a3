/**
 * Aborts after so many ms, with a `TimeoutError`. Node 20 lets the signal of `AbortSignal.timeout` be collected as garbage while only
 * an `AbortSignal.any` depends on it, and what waits for it then waits for ever; this one's timer holds it. It keeps no process alive.
 */
export function timeLimit(ms: number): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  const timer: unknown = setTimeout(end, ms);
  if (isUnrefable(timer)) timer.unref();
  return controller.signal;
}

/** A browser's timer is a number. */
function isUnrefable(timer: unknown): timer is { unref(): void } {
  return typeof timer === "object" && timer !== null && "unref" in timer;
}
