import type { Category, Severity } from "@pipewright/contract/diagnosis";
import type { FixDraft } from "@pipewright/contract/fix";
import type { FileEdit } from "./edits/file-edit.ts";

/** A line that a rule's pattern matched, and what stands around it. */
export interface Found {
  /** A named group of the pattern, trimmed; empty when it took no part. `0` is the whole match. */
  field(name: string): string;
  /** The nearest of the lines above that the pattern matches, at most `within` kept lines away. */
  above(pattern: RegExp, within?: number): RegExpExecArray | undefined;
  below(pattern: RegExp, within?: number): RegExpExecArray | undefined;
  /** The kept lines after it that are of the same block, up to the first that `until` matches. Never another section's. */
  linesBelow(until?: RegExp): string[];
  /** The same before it, the nearest first. */
  linesAbove(until?: RegExp): string[];
  /** The failing command, if the log names it. */
  command: string | undefined;
  /** Exit code of the failing step, if the log names it. */
  exitCode: number | undefined;
}

/** What a rule proposes; `provider` and `command` are filled in by the engine. */
export type Remedy = Omit<FixDraft, "provider" | "command" | "network"> & {
  network?: boolean;
  /** Does the same as the script; with the file at hand the change itself is proposed. */
  edit?: FileEdit;
};

export interface Explanation {
  title: string;
  rootCause: string;
  remedy: Remedy;
}

/** One kind of failure, recognized by one line. */
export interface Rule {
  /** `<pack>/<name>`. */
  id: string;
  category: Category;
  severity: Severity;
  /** 0..1: how sure it is when the pattern matches. */
  confidence: number;
  /** Tested on one cleaned line at a time. Linear: no nested repetition. */
  pattern: RegExp;
  /** Null when the line means something else after all. */
  explain(found: Found): Explanation | null;
}
