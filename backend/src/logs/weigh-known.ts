import type { LogBlock } from "./log-block.ts";
import type { PassingLog } from "./passing-log.ts";
import type { RankedBlock } from "./rank-blocks.ts";

/** What is left of the score of a block that a passing run shows as well. */
const KNOWN_SHARE = 0.3;

/** Ranks blocks lower that stand in the log of a passing run, too. */
export function demoteKnown(ranked: readonly RankedBlock[], passing: PassingLog): RankedBlock[] {
  return ranked
    .map(({ block, score }) => ({ block, score: isKnown(block, passing) ? score * KNOWN_SHARE : score }))
    .sort((a, b) => b.score - a.score || a.block.startLine - b.block.startLine);
}

function isKnown({ head, tail }: LogBlock, passing: PassingLog): boolean {
  return [...head, ...tail].every(({ text }) => text.trim() === "" || passing.knows(text));
}
