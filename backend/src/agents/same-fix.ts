import type { FixDraft } from "@pipewright/contract/fix";

type Content = Pick<FixDraft, "kind" | "script" | "patch">;

/** Whether two fixes would do the same, whatever their words are. */
export function sameFix(a: Content, b: Content): boolean {
  return a.kind === b.kind && a.script?.trim() === b.script?.trim() && a.patch?.trim() === b.patch?.trim();
}
