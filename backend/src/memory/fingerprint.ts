import { createHash } from "node:crypto";
import type { Category } from "@pipewright/contract/diagnosis";
import { templateLine } from "./template-line.ts";

/** A change of what goes into the hash needs a new version, for old fingerprints are not found by new ones. */
const VERSION = "pipewright-fingerprint-1";
const MAX_LINES = 40;

export interface FailureTraits {
  category: Category;
  /** Lines of the primary evidence. */
  excerpt: string;
  /** Name of the step that failed, when the log tells it. */
  step?: string | undefined;
}

/**
 * The same 64 hex digits for the same failure of another run: SHA-256 over the category, the step's name and the templated
 * lines of the primary evidence. Null when there is no evidence that could be told from another's.
 */
export function fingerprintOf({ category, excerpt, step = "" }: FailureTraits): string | null {
  const lines = templateText(excerpt).slice(0, MAX_LINES);
  if (lines.length === 0) return null;
  const canonical = JSON.stringify([VERSION, category, templateLine(step), lines]);
  return createHash("sha256").update(canonical, "utf8").digest("hex");
}

/** The lines that say something, templated. */
export function templateText(text: string): string[] {
  return text
    .split("\n")
    .map(templateLine)
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}
