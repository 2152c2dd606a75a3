/** A message that has no number yet. `nth` counts what this process has published. */
export interface PendingMessage {
  nth: number;
  at: Date;
  /** The event as JSON. */
  body: string;
}

const BATCH_MAX_MESSAGES = 500;
/** Well below what a slow client may have waiting, so that one batch alone makes nobody slow. */
const BATCH_MAX_CHARACTERS = 256 * 1024;

/** As many from the front as go into one write. */
export function takeBatch(queue: readonly PendingMessage[]): PendingMessage[] {
  let characters = 0;
  const end = queue.findIndex(({ body }, index) => {
    characters += body.length;
    return index > 0 && (index >= BATCH_MAX_MESSAGES || characters > BATCH_MAX_CHARACTERS);
  });
  return queue.slice(0, end === -1 ? queue.length : end);
}
