import type { FixDraft, FixKind } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { sameFix } from "../same-fix.ts";
import { ALL_RULES } from "./all-rules.ts";
import { fixOfMatch } from "./fix-of-match.ts";
import { rankMatches } from "./match-rules.ts";

/** Kinds that do something; advice is not worth another round of questions. */
const ACTS: readonly FixKind[] = ["script", "patch", "rerun", "restart"];

/** Every distinct fix that some rule knows for the log, the likeliest first, without those that were turned down. */
export function rankFixes(log: ReducedLog, rejected: readonly FixDraft[] = []): FixDraft[] {
  const ranked: FixDraft[] = [];
  for (const match of rankMatches(log, ALL_RULES)) {
    const { fix } = fixOfMatch(log, match);
    const isKnown = [...rejected, ...ranked].some((other) => sameFix(fix, other));
    if (ACTS.includes(fix.kind) && !isKnown) ranked.push(fix);
  }
  return ranked;
}
