import type { FixDraft } from "@pipewright/contract/fix";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { KnownFix } from "./knowledge/fix-of-match.ts";
import type { SourceFile } from "./source-file.ts";

const MARGIN_LINES = 3;

/** The change itself in place of the script that makes it, when the file is at hand: that is what a person can judge at a glance. */
export function editAsPatch({ fix, edit }: KnownFix, files: readonly SourceFile[]): FixDraft {
  const file = edit && files.find(({ path, cut }) => path === edit.file && !cut);
  const edited = file && edit.apply(file.content);
  if (file === undefined || edited === undefined) return fix;
  const { script: _, ...rest } = fix;
  return { ...rest, kind: "patch", patch: unifiedDiff(file.path, file.content, edited), network: false };
}

function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: MARGIN_LINES,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
