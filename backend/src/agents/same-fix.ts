import type { FixDraft } from "@pipewright/contract/fix";

type Content = Pick<FixDraft, "kind" | "script" | "patch"> & Partial<Pick<FixDraft, "provider" | "summary">>;

/**
 * Whether two fixes would do the same, whatever their words are. Of the knowledge engine's fixes the words tell it, too: a rule
 * proposes the same remedy as a script, or as a patch that fits the file as it is at the time.
 */
export function sameFix(a: Content, b: Content): boolean {
  if (a.kind === b.kind && a.script?.trim() === b.script?.trim() && a.patch?.trim() === b.patch?.trim()) return true;
  return isChangeOfKnowledge(a) && isChangeOfKnowledge(b) && a.summary === b.summary;
}

function isChangeOfKnowledge({ kind, provider }: Content): boolean {
  return provider === "knowledge" && (kind === "script" || kind === "patch");
}
