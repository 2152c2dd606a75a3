import type { FixDraft } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { RuleMatch } from "./match-rules.ts";

/** The remedy of the rule that matched, as a fix for this log. */
export function fixOfMatch({ failingStep }: ReducedLog, { explanation }: RuleMatch): FixDraft {
  const command = failingStep?.command;
  return { network: false, ...explanation.remedy, ...(command !== undefined && { command }), provider: "knowledge" };
}
