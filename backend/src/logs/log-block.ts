import type { LogLine } from "@pipewright/contract/reduced-log";
import type { Shape } from "./shapes/shape.ts";

/** Lines of a block that are held in memory: so many from its head and so many from its end. */
export const BLOCK_HEAD_LINES = 40;
export const BLOCK_TAIL_LINES = 12;

/** A run of lines of one shape. Only its head and end are held; the range covers all of it. */
export interface LogBlock {
  shape: Shape;
  startLine: number;
  endLine: number;
  head: LogLine[];
  tail: LogLine[];
  /** The lines just before it. */
  context: LogLine[];
  /** How many separate errors were merged into it. */
  count: number;
  /** Index of the section it stands in. */
  section: number;
  /** The line came as the CI system's own error annotation. */
  annotated: boolean;
}

export function addLine(block: LogBlock, line: LogLine): void {
  block.endLine = Math.max(block.endLine, line.n);
  if (block.head.length < BLOCK_HEAD_LINES) {
    block.head.push(line);
    return;
  }
  block.tail.push(line);
  if (block.tail.length > BLOCK_TAIL_LINES) block.tail.shift();
}

/** Makes `later` a part of `earlier`. */
export function mergeBlocks(earlier: LogBlock, later: LogBlock): void {
  for (const line of [...later.head, ...later.tail]) addLine(earlier, line);
  earlier.endLine = later.endLine;
  earlier.count += later.count;
  earlier.annotated ||= later.annotated;
}
