/** Slack sends again within minutes; of more presses than so many the oldest is forgotten. */
const REMEMBERED_MAX = 1000;

/**
 * Does the work once for each press, however often it is told of: the second telling resolves with the first one's work. What
 * failed may be tried again. Without a key there is nothing to tell presses apart by.
 */
export function onceEachPress(): (key: string | undefined, work: () => Promise<void>) => Promise<void> {
  const known = new Map<string, Promise<void>>();
  return (key, work) => {
    if (key === undefined) return work();
    const before = known.get(key);
    if (before !== undefined) return before;
    const done = work();
    known.set(key, done);
    done.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > REMEMBERED_MAX && oldest !== undefined) known.delete(oldest);
    return done;
  };
}
