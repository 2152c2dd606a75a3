import type { LogLine } from "@pipewright/contract/reduced-log";
import type { RankedBlock } from "./rank-blocks.ts";

/** Most lines that are kept of any log. */
export const MAX_KEPT_LINES = 400;
/** Small logs keep so many lines whatever their share. */
const MIN_KEPT_LINES = 40;
/** Aim: so large a share of a log's lines is kept. */
const KEPT_SHARE = 0.08;
/** Of one block, its first and last lines. */
const HEAD_OF_BLOCK = 30;
const HEAD_OF_LESSER_BLOCK = 8;
const TAIL_OF_BLOCK = 6;

/** What may be kept beside the blocks, the more useful first. */
export interface ExtraLines {
  header: readonly LogLine[];
  exit: readonly LogLine[];
  tail: readonly LogLine[];
}

/** Chooses the lines that a model would be given: the likeliest blocks first, until the budget is used up. */
export function selectLines(ranked: readonly RankedBlock[], extra: ExtraLines, totalLines: number): LogLine[] {
  const budget = Math.min(MAX_KEPT_LINES, Math.max(MIN_KEPT_LINES, Math.floor(totalLines * KEPT_SHARE)));
  const kept = new Map<number, string>();

  function keep(lines: readonly LogLine[]): void {
    for (const line of lines) if (kept.size < budget) kept.set(line.n, line.text);
  }

  keep(extra.exit);
  keep(extra.header.slice(0, Math.floor(budget / 8)));
  ranked.forEach(({ block }, index) => {
    const lines = [...block.head, ...block.tail];
    const head = index === 0 ? HEAD_OF_BLOCK : HEAD_OF_LESSER_BLOCK;
    keep(lines.slice(0, Math.min(head, Math.ceil(budget / 2))));
    if (lines.length > head) keep(lines.slice(Math.max(head, lines.length - TAIL_OF_BLOCK)));
    if (index === 0) keep(block.context);
  });
  keep([...extra.tail].reverse());
  return [...kept].map(([n, text]) => ({ n, text })).sort((a, b) => a.n - b.n);
}
