import type { Fix } from "@pipewright/contract/fix";
import { createTwoFilesPatch } from "diff";

/** What a revision would run, as far as it has text. */
export type RevisionContent = Pick<Fix, "script" | "patch">;

/** Beyond so many changed lines two texts are of no use side by side. */
const MAX_CHANGED_LINES = 5_000;
const CONTEXT_LINES = 3;

/** A unified diff from one revision's text to the next one's; empty when they are the same, undefined when too little is. */
export function compareRevisions(older: RevisionContent, newer: RevisionContent): string | undefined {
  const [before, after] = [textOf(older), textOf(newer)];
  if (before === after) return "";
  const options = { context: CONTEXT_LINES, maxEditLength: MAX_CHANGED_LINES };
  const diff = createTwoFilesPatch(nameOf(older), nameOf(newer), before, after, undefined, undefined, options);
  return diff?.slice(diff.indexOf("--- "));
}

function textOf({ script, patch }: RevisionContent): string {
  return script ?? patch ?? "";
}

function nameOf({ script, patch }: RevisionContent): string {
  if (script !== undefined) return "script";
  return patch === undefined ? "nothing" : "patch";
}
