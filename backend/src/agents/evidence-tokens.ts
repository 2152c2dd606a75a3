import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { numberLines, selectEvidence } from "./select-evidence.ts";

/**
 * Log text is denser than prose: over the evidence of 43 labelled logs, OpenAI's cl100k_base and o200k_base have 3.8 characters a
 * token in the median and 3.2 at the 5th percentile. The lower one is taken, so that the estimate is rather too high.
 */
const CHARS_PER_TOKEN = 3.2;

/** About how many tokens the log's evidence costs a model, without the question around it: characters shown / 3.2. */
export function evidenceTokens(reduced: ReducedLog): number {
  return Math.ceil(numberLines(selectEvidence(reduced)).length / CHARS_PER_TOKEN);
}
