import { LiveMessage, type NumberedMessage } from "@pipewright/contract/live";

/** What the page knows of the server's numbered messages. `lastSeq` is null before the first `hello`. */
export interface LivePosition {
  lastSeq: number | null;
}

export type Received =
  /** A message that is the next one. */
  | { kind: "message"; position: LivePosition; message: NumberedMessage }
  /** Something was missed: what is on the screen has to be loaded afresh. */
  | { kind: "reset"; position: LivePosition; message?: NumberedMessage }
  /** Seen before, or the greeting of a connection that missed nothing. */
  | { kind: "nothing"; position: LivePosition };

/** Where the socket connects: the page's own host, from the last number it has seen. */
export function liveAddress(page: { protocol: string; host: string }, position: LivePosition): string {
  const scheme = page.protocol === "https:" ? "wss:" : "ws:";
  const since = position.lastSeq === null ? "" : `?since=${position.lastSeq}`;
  return `${scheme}//${page.host}/api/dashboard/ws${since}`;
}

/** Takes one frame. A frame that is not ours counts as a gap: better to load afresh than to miss something. */
export function receive(position: LivePosition, frame: unknown): Received {
  const message = parseFrame(frame);
  if (!message) return { kind: "reset", position };
  if (message.type === "hello") return greet(position, message);

  const { lastSeq } = position;
  if (lastSeq !== null && message.seq <= lastSeq) return { kind: "nothing", position };
  const next: LivePosition = { lastSeq: message.seq };
  if (lastSeq !== null && message.seq > lastSeq + 1) return { kind: "reset", position: next, message };
  return { kind: "message", position: next, message };
}

/**
 * On the first connection everything loaded before it may be old by a moment, so that is a reset too.
 * A server that counts from lower than we have seen has started over.
 */
function greet(position: LivePosition, hello: { seq: number; reset: boolean }): Received {
  const { lastSeq } = position;
  const startsOver = lastSeq === null || hello.reset || hello.seq < lastSeq;
  if (startsOver) return { kind: "reset", position: { lastSeq: hello.seq } };
  return { kind: "nothing", position };
}

function parseFrame(frame: unknown): LiveMessage | undefined {
  if (typeof frame !== "string") return undefined;
  try {
    return LiveMessage.safeParse(JSON.parse(frame)).data;
  } catch {
    return undefined;
  }
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/** Milliseconds to wait before try number `attempt` (from 0): doubling, with half of it left to chance (`random` is 0..1). */
export function reconnectDelayMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}
