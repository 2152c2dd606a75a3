import type { Evidence } from "@pipewright/contract/diagnosis";
import type { EvidenceCandidate, ReducedLog } from "@pipewright/contract/reduced-log";

const MAX_EVIDENCE = 5;
/** Another range counts when its score is at least this share of the primary one's, and at least this high. */
const SCORE_SHARE = 0.55;
const SCORE_FLOOR = 0.4;
/** Errors of cleaning up say nothing of the cause, but a reader of the log meets them last: named once, at the end. */
const CLEANUP_SHAPE = "ci-cleanup-error";
const EXCERPT_CHARACTERS = 4000;

/** The primary range first, then the ranges that state the same failure or its siblings, at most five. */
export function chooseEvidence(log: ReducedLog, primary: EvidenceCandidate): Evidence[] {
  const others = log.candidates.filter(
    (each) =>
      each !== primary && each.score >= Math.max(SCORE_FLOOR, primary.score * SCORE_SHARE) && !overlaps(each, primary),
  );
  const cleanup = log.candidates.find((each) => each.shape === CLEANUP_SHAPE && each !== primary);
  const chosen = [primary, ...others].slice(0, cleanup ? MAX_EVIDENCE - 1 : MAX_EVIDENCE);
  return [...chosen, ...(cleanup ? [cleanup] : [])].map((each) => toEvidence(log, each));
}

export function toEvidence(log: ReducedLog, range: Omit<EvidenceCandidate, "score" | "shape">): Evidence {
  return {
    startLine: range.startLine,
    endLine: range.endLine,
    reason: range.reason,
    excerpt: excerptOf(log, range.startLine, range.endLine),
  };
}

/** The kept lines of a range; an ellipsis stands where lines were dropped. */
function excerptOf(log: ReducedLog, startLine: number, endLine: number): string {
  const parts: string[] = [];
  let expected = startLine;
  for (const line of log.lines) {
    if (line.n < startLine || line.n > endLine) continue;
    if (line.n !== expected) parts.push("…");
    parts.push(line.text);
    expected = line.n + 1;
  }
  if (parts.length > 0 && expected <= endLine) parts.push("…");
  return parts.join("\n").slice(0, EXCERPT_CHARACTERS);
}

function overlaps(a: EvidenceCandidate, b: EvidenceCandidate): boolean {
  return a.startLine <= b.endLine && b.startLine <= a.endLine;
}
