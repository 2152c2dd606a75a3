import type { EvidenceCandidate, LogLine, ReducedLog } from "@pipewright/contract/reduced-log";
import type { Explanation, Found, Rule } from "./rule.ts";

export interface RuleMatch {
  rule: Rule;
  explanation: Explanation;
  /** 1-based number of the line that matched. */
  line: number;
  /** The candidate that holds the line. */
  candidate: EvidenceCandidate | undefined;
}

const DEFAULT_WITHIN = 12;
/** How much the rank of its candidate weighs against the confidence of the rule. */
const RANK_WEIGHT = 0.1;
const NO_CANDIDATE_RANK = 6;

/** The rule that explains the log best: sure of itself, and about a line that ranks high as evidence. */
export function matchRules(log: ReducedLog, rules: readonly Rule[]): RuleMatch | undefined {
  const text = log.lines.map((line) => line.text.trimEnd());
  let best: { match: RuleMatch; value: number } | undefined;
  for (const [index, line] of log.lines.entries()) {
    const rank = log.candidates.findIndex(({ startLine, endLine }) => line.n >= startLine && line.n <= endLine);
    for (const rule of rules) {
      const groups = rule.pattern.exec(text[index] ?? "");
      if (groups === null) continue;
      const explanation = rule.explain(findings(groups, text, index, log));
      if (explanation === null) continue;
      const value = rule.confidence - RANK_WEIGHT * Math.min(rank === -1 ? NO_CANDIDATE_RANK : rank, NO_CANDIDATE_RANK);
      if (best === undefined || value > best.value) {
        best = { match: { rule, explanation, line: line.n, candidate: log.candidates[rank] }, value };
      }
      break;
    }
  }
  return best?.match;
}

/** A range of its own for a line that no candidate holds. */
export function lineCandidate({ n }: Pick<LogLine, "n">): EvidenceCandidate {
  return { startLine: n, endLine: n, reason: "the line that says it", shape: "error-line", score: 1 };
}

function findings(groups: RegExpExecArray, text: readonly string[], index: number, log: ReducedLog): Found {
  return {
    field: (name) => (name === "0" ? groups[0] : (groups.groups?.[name] ?? "")),
    above: (pattern, within = DEFAULT_WITHIN) =>
      search(text.slice(Math.max(0, index - within), index).toReversed(), pattern),
    below: (pattern, within = DEFAULT_WITHIN) => search(text.slice(index + 1, index + 1 + within), pattern),
    command: log.failingStep?.command,
  };
}

function search(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const found = pattern.exec(line);
    if (found) return found;
  }
  return undefined;
}
