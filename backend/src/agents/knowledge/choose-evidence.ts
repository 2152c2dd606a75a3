import type { Evidence } from "@pipewright/contract/diagnosis";
import type { EvidenceCandidate, ReducedLog } from "@pipewright/contract/reduced-log";

const MAX_EVIDENCE = 5;
/** A range of the same shape is a sibling when its score is at least this share of the primary one's. */
const SIBLING_SHARE = 0.8;
/** A later range that repeats the failure (a summary, the goal that failed) needs no more than this score. */
const RESTATEMENT_FLOOR = 0.35;
/** Another cause that is as sure as the primary one, wherever it stands. */
const EQUAL_SHARE = 0.95;
const EQUAL_FLOOR = 0.84;
/** Another cause so close to the primary one is a part of the same story. Lines, and least score. */
const NEAR_LINES = 8;
const NEAR_FLOOR = 0.5;
const NEAR_SHARE = 0.86;
/** Shorter lines are alike by chance. */
const LEAST_SAID = 8;
const EXCERPT_CHARACTERS = 4000;

/** The primary range first, then its siblings and what repeats it later, at most five; errors of cleaning up last. */
export function chooseEvidence(log: ReducedLog, primary: EvidenceCandidate): Evidence[] {
  const others = log.candidates.filter((each) => each !== primary && !overlaps(each, primary));
  const siblings = others.filter((each) => each.shape === primary.shape && each.score >= primary.score * SIBLING_SHARE);
  const restatements = others.filter((each) => restates(each, primary));
  const equals = others.filter(
    (each) => each.role === "cause" && each.score >= Math.max(EQUAL_FLOOR, primary.score * EQUAL_SHARE),
  );
  const near = others.filter((each) => isNear(each, primary));
  const otherJobs = firstOfEachJob(others).filter(({ job }) => job !== primary.job);
  const cleanup = others.find((each) => each.role === "noise" && each.startLine > primary.endLine);
  const same = others.filter((each) => saysTheSame(log, each, primary));
  const room = MAX_EVIDENCE - 1 - Math.min(1, restatements.length) - (cleanup ? 1 : 0);
  const causes = [...new Set([...same, ...otherJobs, ...siblings, ...equals])].slice(0, room);
  const chosen = new Set([...causes, ...restatements.slice(0, 2), ...near]);
  return [primary, ...[...chosen].slice(0, room + 1), ...(cleanup ? [cleanup] : [])]
    .slice(0, MAX_EVIDENCE)
    .map((each) => toEvidence(log, each));
}

export function toEvidence(log: ReducedLog, range: Omit<EvidenceCandidate, "score" | "shape">): Evidence {
  return {
    startLine: range.startLine,
    endLine: range.endLine,
    reason: range.job === undefined ? range.reason : `${range.reason}, job ${range.job}`,
    excerpt: excerptOf(log, range.startLine, range.endLine),
  };
}

function restates(later: EvidenceCandidate, primary: EvidenceCandidate): boolean {
  if (later.role !== "summary" && later.role !== "consequence") return false;
  return later.startLine > primary.endLine && later.score >= RESTATEMENT_FLOOR;
}

function isNear(other: EvidenceCandidate, primary: EvidenceCandidate): boolean {
  if (other.role !== "cause" || other.score < Math.max(NEAR_FLOOR, primary.score * NEAR_SHARE)) return false;
  return other.startLine > primary.endLine && other.startLine - primary.endLine <= NEAR_LINES;
}

/** The likeliest cause in each job that failed. */
function firstOfEachJob(candidates: readonly EvidenceCandidate[]): EvidenceCandidate[] {
  const causes = candidates.filter(
    ({ role, score, job }) => job !== undefined && role === "cause" && score >= NEAR_FLOOR,
  );
  return causes.filter(({ job }, at) => causes.findIndex((each) => each.job === job) === at);
}

/** What the primary range repeats, as build tools do at their end, or what repeats it, as annotations and further tries do. */
function saysTheSame(log: ReducedLog, other: EvidenceCandidate, primary: EvidenceCandidate): boolean {
  if (other.role !== "cause" || other.score < NEAR_FLOOR) return false;
  const said = linesOf(log, primary).join("\n");
  const lines = linesOf(log, other).filter((text) => text !== "");
  return lines.length > 0 && lines.every((text) => text.length >= LEAST_SAID && said.includes(text));
}

function linesOf({ lines }: ReducedLog, { startLine, endLine }: EvidenceCandidate): string[] {
  return lines.filter(({ n }) => n >= startLine && n <= endLine).map(({ text }) => text.trim());
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
