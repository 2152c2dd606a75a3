import type { FixDraft } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { FileEdit } from "./edits/file-edit.ts";
import type { RuleMatch } from "./match-rules.ts";

export interface KnownFix {
  fix: FixDraft;
  /** Does the same as the fix's script, to a file's text. */
  edit?: FileEdit;
}

/** The remedy of the rule that matched, as a fix for this log. */
export function fixOfMatch({ failingStep }: ReducedLog, { explanation }: RuleMatch): KnownFix {
  const command = failingStep?.command;
  const { edit, ...remedy } = explanation.remedy;
  const fix: FixDraft = { network: false, ...remedy, ...(command !== undefined && { command }), provider: "knowledge" };
  return edit === undefined ? { fix } : { fix, edit };
}
