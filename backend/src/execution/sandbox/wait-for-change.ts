/**
 * Code that a worker thread loads before its own. The Python and JavaScript that come with just-bash ask the thread above for
 * each file operation and wait for its answer once; a notification that belongs to the operation before can end that wait
 * early, and the operation then fails with "I/O error" although nothing is wrong. With this, a wait ends when the value has
 * changed or the time is over, and not before.
 */
const WAIT_FOR_CHANGE = `
const { wait, load } = Atomics;
Atomics.wait = (array, index, value, timeout = Infinity) => {
  const end = Date.now() + timeout;
  for (;;) {
    const outcome = wait(array, index, value, Math.max(0, end - Date.now()));
    if (outcome !== "ok" || load(array, index) !== value) return outcome;
  }
};
`;

/** Arguments for a worker thread (`execArgv`); the threads that it starts take them over. */
export const WAIT_FOR_CHANGE_ARGS = ["--import", `data:text/javascript,${encodeURIComponent(WAIT_FOR_CHANGE)}`];
