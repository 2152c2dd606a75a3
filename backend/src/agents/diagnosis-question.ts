import { Category, type Diagnosis, Severity } from "@pipewright/contract/diagnosis";
import type { LogLine, ReducedLog } from "@pipewright/contract/reduced-log";
import { z } from "zod";
import type { Fence } from "./fence-data.ts";
import { type PastFailure, pastFailuresData } from "./past-failures.ts";
import { numberLines } from "./select-evidence.ts";

export interface FailedRun {
  reduced: ReducedLog;
  repo: string;
  branch: string;
  commitMessage: string;
  /** The same failure and ones like it, as they were seen before; the likest first. */
  past?: readonly PastFailure[] | undefined;
  /** The failure is back although a fix for it was delivered: what was thought of it may be wrong. */
  isBack?: boolean | undefined;
}

/** What a model is asked to return. */
export const DiagnosisAnswer = z.object({
  category: Category,
  title: z.string().min(1).describe("One line: what failed, in the words of a colleague."),
  rootCause: z.string().min(1).describe("Why it failed, in one to four sentences."),
  severity: Severity,
  confidence: z.number().min(0).max(1),
  evidence: z
    .array(z.object({ startLine: z.number(), endLine: z.number(), reason: z.string().min(1) }))
    .min(1)
    .describe("Line numbers of the log that prove it, the primary range first."),
});
export type DiagnosisAnswer = z.infer<typeof DiagnosisAnswer>;

const MAX_RANGE_LINES = 200;

export function diagnosisSystemPrompt(fence: Fence): string {
  return [
    "You diagnose failed CI runs. Find the cause, not its consequences: the failing assertion or the compile error, not the exit code and not the cleanup after it.",
    "Cite only line numbers that are shown. Be honest about your confidence (0 to 1): below 0.5 when the log does not prove it.",
    fence.rule,
  ].join("\n");
}

export function diagnosisData(run: FailedRun, shown: readonly LogLine[], finding: Diagnosis, fence: Fence): string {
  const { reduced } = run;
  const facts = [
    `repository: ${run.repo}`,
    `branch: ${run.branch}`,
    `commit message: ${run.commitMessage.slice(0, MAX_COMMIT_MESSAGE_CHARS)}`,
    `failing step: ${reduced.failingStep?.name ?? "not known"}`,
    `command: ${reduced.failingStep?.command ?? "not known"}`,
    `exit code: ${reduced.exitCode ?? "not known"}`,
  ];
  const { category, title, rootCause, confidence, evidence } = finding;
  const known = JSON.stringify({
    category,
    title,
    rootCause,
    confidence,
    evidence: evidence.map(({ excerpt: _, ...range }) => range),
  });
  return [
    fence.wrap("The run", facts.join("\n")),
    fence.wrap(`The log: ${shown.length} of its ${reduced.totalLines} lines, each with its number`, numberLines(shown)),
    fence.wrap("What the rule engine makes of it (may be wrong)", known),
    ...pastFailuresData(run.past ?? [], fence),
  ].join("\n\n");
}

/** Says which cited line is not among those that were shown; undefined when all are. */
export function findBadCitation(answer: DiagnosisAnswer, shown: readonly LogLine[]): string | undefined {
  const numbers = new Set(shown.map((line) => line.n));
  for (const { startLine, endLine } of answer.evidence) {
    for (const n of [startLine, endLine])
      if (!numbers.has(n)) return `line ${n} is not among the lines that were shown`;
    if (startLine > endLine) return `the range ${startLine}-${endLine} ends before it begins`;
    if (endLine - startLine >= MAX_RANGE_LINES)
      return `the range ${startLine}-${endLine} is too wide to prove anything`;
  }
  return undefined;
}

const MAX_COMMIT_MESSAGE_CHARS = 500;
