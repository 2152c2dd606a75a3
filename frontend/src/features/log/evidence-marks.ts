import type { Evidence } from "@pipewright/contract/diagnosis";
import type { LineRange } from "../../lib/line-range.ts";

export type MarkKind = "main" | "other";

/** A range of evidence; `place` counts from 1 in the order of the lines. */
export interface MarkedRange extends LineRange {
  kind: MarkKind;
  reason: string;
  place: number;
}

export interface EvidenceMarks {
  /** In the order of their lines. */
  ranges: readonly MarkedRange[];
  kindAt(n: number): MarkKind | undefined;
  /** The reason of a range, at its first line. */
  reasonAt(n: number): string | undefined;
}

/** Which lines of the log prove the cause, and why. The first range that a diagnosis names is the main one. */
export function markEvidence(evidence: readonly Evidence[]): EvidenceMarks {
  const ranges = evidence
    .map(({ startLine, endLine, reason }, index) => ({ first: startLine, last: endLine, reason, kind: kindOf(index) }))
    .sort((a, b) => a.first - b.first)
    .map((range, index) => ({ ...range, place: index + 1 }));
  const mainFirst = ranges.toSorted((a, b) => Number(b.kind === "main") - Number(a.kind === "main"));
  return {
    ranges,
    kindAt: (n) => mainFirst.find(({ first, last }) => n >= first && n <= last)?.kind,
    reasonAt: (n) => mainFirst.find(({ first }) => n === first)?.reason,
  };
}

function kindOf(index: number): MarkKind {
  return index === 0 ? "main" : "other";
}
