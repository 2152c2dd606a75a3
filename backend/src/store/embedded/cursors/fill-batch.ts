import { setImmediate as nextTurn } from "node:timers/promises";
import { CommandError } from "../errors.ts";
import type { DocumentStream } from "./cursor-registry.ts";

export interface Batch {
  readonly documents: readonly Buffer[];
  /** The first document of the next batch; undefined when the stream has ended. */
  readonly next: Buffer | undefined;
}

/** A reply stays below the 48 MB message limit, and a batch ends once it holds this much. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** A query that works longer than this without a break lets the event loop turn. */
const TURN_MS = 12;

/** Reads up to `size` documents. Throws MaxTimeMSExpired (50) after `deadline` (ms since the epoch). */
export async function fillBatch(
  stream: DocumentStream,
  pending: Buffer | undefined,
  size: number,
  deadline: number | undefined,
): Promise<Batch> {
  const documents: Buffer[] = [];
  let bytes = 0;
  let next = pending;
  let turnEnds = Date.now() + TURN_MS;
  for (;;) {
    if (next !== undefined) {
      const full = documents.length >= size || (documents.length > 0 && bytes + next.length > MAX_BATCH_BYTES);
      if (full) return { documents, next };
      documents.push(next);
      bytes += next.length;
    }
    const step = stream.next();
    if (step.done) return { documents, next: undefined };
    next = step.value;
    if (next !== undefined && documents.length % 64 !== 0) continue;
    const now = Date.now();
    if (deadline !== undefined && now > deadline) {
      throw new CommandError("MaxTimeMSExpired", "operation exceeded time limit");
    }
    if (now < turnEnds) continue;
    await nextTurn();
    turnEnds = Date.now() + TURN_MS;
  }
}
