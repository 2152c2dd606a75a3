import type { LogLine } from "@pipewright/contract/reduced-log";
import { BLOCK_HEAD_LINES } from "./log-block.ts";

/** Runs of new lines that are held: the last ones before the step gave up tell most. */
const MAX_RUNS = 40;
/** Known lines that may lie between two new ones of one run. */
const GAP_LINES = 1;

/** Lines in a row that a passing run of the same job does not show. */
export interface Novelty {
  startLine: number;
  endLine: number;
  /** The first of them. */
  lines: LogLine[];
}

export interface NoveltyCollector {
  /** Takes a line that is new. */
  push(line: LogLine): void;
  /** The last runs that end before line `before`, the newest first. */
  runs(before: number): Novelty[];
}

/** Groups new lines into runs. */
export function collectNovelties(): NoveltyCollector {
  const runs: Novelty[] = [];
  return {
    push(line) {
      const last = runs.at(-1);
      if (last !== undefined && line.n - last.endLine - 1 <= GAP_LINES) {
        last.endLine = line.n;
        if (last.lines.length < BLOCK_HEAD_LINES) last.lines.push(line);
        return;
      }
      runs.push({ startLine: line.n, endLine: line.n, lines: [line] });
      if (runs.length > MAX_RUNS) runs.shift();
    },
    runs: (before) => runs.filter(({ endLine }) => endLine < before).toReversed(),
  };
}
