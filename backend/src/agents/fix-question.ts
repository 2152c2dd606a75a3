import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { z } from "zod";
import type { Fence } from "./fence-data.ts";
import { type FixPolicy, policyData, policyRules } from "./policy-question.ts";
import { beforeData, type ProposedBefore } from "./proposed-before.ts";
import { numberLines, selectEvidence } from "./select-evidence.ts";
import type { SourceFile } from "./source-file.ts";

/** What a model is asked to return. */
export const FixAnswer = z.object({
  kind: z.enum(["script", "patch", "rerun", "wait", "manual"]),
  summary: z.string().min(1).describe("One line: what the fix does."),
  why: z.string().describe("Why this remedies the cause; for manual: what a person should look at."),
  script: z.string().optional().describe("Only for kind script: POSIX shell, run from the repository's root."),
  patch: z
    .string()
    .optional()
    .describe("Only for kind patch: a unified diff, paths relative to the repository's root."),
  undo: z.string().optional().describe("How to take it back."),
  network: z.boolean().describe("True only when the script must reach the network."),
});
export type FixAnswer = z.infer<typeof FixAnswer>;

const MAX_FILE_CHARS = 12_000;
const MAX_FILES_CHARS = 40_000;

export interface FixFacts {
  reduced: ReducedLog;
  diagnosis: Diagnosis;
  policy?: FixPolicy | undefined;
  before?: ProposedBefore | undefined;
}

export function fixSystemPrompt(fence: Fence, policy: FixPolicy = {}): string {
  return [
    "You propose one fix for a failed CI run. A person will read it and decide; then the failing command is run again to prove it.",
    "Prefer the smallest patch of the cause. Change only files that you are shown, or add new ones.",
    "Never disable, skip, delete or weaken a test or a check to make it pass; never touch secrets or CI permissions.",
    "When the files do not show what is wrong, answer with kind manual. Do not invent a fix.",
    "In a patch, context lines are copied exactly, and each hunk has up to three of them on each side.",
    ...policyRules(policy),
    fence.rule,
  ].join("\n");
}

export function fixData(
  { reduced, diagnosis, policy = {}, before }: FixFacts,
  files: readonly SourceFile[],
  fence: Fence,
): string {
  const { category, title, rootCause, confidence } = diagnosis;
  const shown = showFiles(files);
  return [
    fence.wrap("The diagnosis", JSON.stringify({ category, title, rootCause, confidence })),
    fence.wrap("The log, each line with its number", numberLines(selectEvidence(reduced))),
    ...shown.map(({ path, content }) => fence.wrap(`The file ${JSON.stringify(path)}`, content)),
    ...policyData(policy, fence),
    ...(before === undefined ? [] : beforeData(before, fence)),
    shown.length === 0 ? "No files of the repository are at hand." : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The files that a model is shown whole; a file that is too long is left out, for a part of it cannot be patched. */
export function showFiles(files: readonly SourceFile[]): SourceFile[] {
  let left = MAX_FILES_CHARS;
  return files.filter(({ content }) => {
    if (content.length > Math.min(MAX_FILE_CHARS, left)) return false;
    left -= content.length;
    return true;
  });
}
