import type { EvidenceCandidate, ReducedLog } from "@pipewright/contract/reduced-log";
import { createLineCleaner } from "./clean-line.ts";
import { createLineSplitter } from "./split-lines.ts";

/** What is left of the score of a range that stands in a passing log, too. */
const SEEN_BEFORE = 0.3;
/** Ids, hashes, counts and durations differ from run to run. */
const VARIABLE = /\b[0-9a-f]{7,64}\b|\d+/g;

export interface PassingLog {
  /** Takes the next piece of the passing log. */
  push(chunk: string): void;
  /** The reduced failing log, with the ranges that a passing run shows as well ranked lower. Call it once, after the last piece. */
  weigh(reduced: ReducedLog): ReducedLog;
}

/** Remembers the lines of a run of the same job that passed: what stands there did not break this one. */
export function createPassingLog(): PassingLog {
  const seen = new Set<string>();
  const { clean } = createLineCleaner();
  const splitter = createLineSplitter((line) => seen.add(template(clean(line).text)));
  return {
    push: splitter.push,
    weigh(reduced) {
      splitter.end();
      const isOld = ({ startLine, endLine }: EvidenceCandidate) => {
        const kept = reduced.lines.filter(({ n, text }) => n >= startLine && n <= endLine && text.trim() !== "");
        return kept.length > 0 && kept.every(({ text }) => seen.has(template(text)));
      };
      const candidates = reduced.candidates
        .map((candidate) => (isOld(candidate) ? { ...candidate, score: candidate.score * SEEN_BEFORE } : candidate))
        .toSorted((a, b) => b.score - a.score);
      return { ...reduced, candidates };
    },
  };
}

function template(text: string): string {
  return text.trim().replace(VARIABLE, "#");
}
