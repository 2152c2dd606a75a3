import type { LogBlock } from "./log-block.ts";
import type { RankedBlock } from "./rank-blocks.ts";

/** What is put before a message when it is passed on. */
const PASSED_ON = /^(?:#\d{1,4} |\[?(?:ERROR|Error|error|FATAL|fatal)\]?:? )+/;
/** Shorter messages are alike by chance. */
const LEAST_CHARACTERS = 16;

/** Where the likeliest block repeats what an earlier one of its step said, puts that one first: there it happened. */
export function preferFirstSaid(ranked: readonly RankedBlock[]): RankedBlock[] {
  const [best, ...others] = ranked;
  if (best === undefined || best.block.shape.tellsAll) return [...ranked];
  const said = messagesOf(best.block).join("\n");
  const first = others
    .filter(({ block }) => isEarlier(block, best.block) && messagesOf(block).every((each) => said.includes(each)))
    .sort((a, b) => a.block.startLine - b.block.startLine)[0];
  if (first === undefined) return [...ranked];
  return [{ ...first, score: best.score }, best, ...others.filter((each) => each !== first)];
}

function isEarlier(block: LogBlock, other: LogBlock): boolean {
  const { role } = block.shape;
  if (role !== "cause" && role !== "consequence") return false;
  if (block.section !== other.section || block.endLine >= other.startLine) return false;
  return messagesOf(block).some((each) => each.length >= LEAST_CHARACTERS);
}

function messagesOf({ head, tail }: LogBlock): string[] {
  return [...head, ...tail].map(({ text }) => text.replace(PASSED_ON, "").trim()).filter((text) => text !== "");
}
