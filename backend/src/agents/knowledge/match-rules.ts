import type { EvidenceCandidate, LogLine, ReducedLog } from "@pipewright/contract/reduced-log";
import type { Explanation, Found, Rule } from "./rule.ts";

export interface RuleMatch {
  rule: Rule;
  explanation: Explanation;
  /** 1-based number of the line that matched. */
  line: number;
  /** The candidate that holds the line. */
  candidate: EvidenceCandidate | undefined;
  /** 0..1: the rule's confidence, less what its evidence falls behind the likeliest. */
  value: number;
}

const DEFAULT_WITHIN = 12;
/** A candidate that scores less than this share of the best one is not the cause, whatever a rule knows of it. */
const LEAST_SHARE = 0.93;
/** The exit code, which stands outside of all candidates, weighs as one that scores so large a share of the best. */
const EXIT_SHARE = 0.72;
const EXIT_LINE = /\bexit(?:ed)? (?:with )?(?:code|status)\b/;
/** Any other line outside of all candidates weighs as one of this score: where something looks like the cause, it is not. */
const OUTSIDE_SCORE = 0.5;
/** The log engine's guess when nothing in the log looks like an error: any line of no candidate that a rule knows is as good. */
const GUESSES: ReadonlySet<string> = new Set(["tail", "novelty"]);
/** A match of less value than this is no better than none. */
const LEAST_VALUE = 0.3;

/** The rule that explains the log best: sure of itself, and about a line that ranks high as evidence. */
export function matchRules(log: ReducedLog, rules: readonly Rule[]): RuleMatch | undefined {
  let best: RuleMatch | undefined;
  for (const match of findMatches(log, rules, () => best?.value ?? 0)) best = match;
  return best;
}

/** Every rule that explains a line of the log, the best first. */
export function rankMatches(log: ReducedLog, rules: readonly Rule[]): RuleMatch[] {
  return [...findMatches(log, rules, () => 0)].sort((a, b) => b.value - a.value);
}

/** The matches that are worth more than `above` says when they come up, in the order of the log's lines. */
function* findMatches(log: ReducedLog, rules: readonly Rule[], above: () => number): Generator<RuleMatch> {
  const text = log.lines.map((line) => line.text.trimEnd());
  for (const [index, line] of log.lines.entries()) {
    const candidate = log.candidates.find(({ startLine, endLine }) => line.n >= startLine && line.n <= endLine);
    const [best] = log.candidates;
    const weight = candidate === undefined ? weighOutside(line, best) : weigh(candidate, best);
    if (weight === 0) continue;
    for (const rule of rules) {
      const value = rule.confidence * weight;
      if (value < LEAST_VALUE || value <= above()) continue;
      const groups = rule.pattern.exec(text[index] ?? "");
      if (groups === null) continue;
      const explanation = rule.explain(findings(groups, { text, index, candidate, log }));
      if (explanation === null) continue;
      yield { rule, explanation, line: line.n, candidate, value };
    }
  }
}

/** A range of its own for a line that no candidate holds. */
export function lineCandidate({ n }: Pick<LogLine, "n">): EvidenceCandidate {
  return { startLine: n, endLine: n, reason: "the line that says it", shape: "error-line", score: 1 };
}

/** 0..1, falling with the square of how far the candidate is behind the best one. */
function weigh({ score }: Pick<EvidenceCandidate, "score">, best: EvidenceCandidate | undefined): number {
  if (best === undefined || best.score === 0) return 1;
  const share = Math.min(1, score / best.score);
  return share < LEAST_SHARE ? 0 : share * share;
}

function weighOutside({ text }: LogLine, best: EvidenceCandidate | undefined): number {
  if (best === undefined || GUESSES.has(best.shape)) return 1;
  return EXIT_LINE.test(text) ? EXIT_SHARE * EXIT_SHARE : weigh({ score: OUTSIDE_SCORE }, best);
}

interface Position {
  /** Of all kept lines. */
  text: readonly string[];
  /** Of the line that matched. */
  index: number;
  candidate: EvidenceCandidate | undefined;
  log: ReducedLog;
}

function findings(groups: RegExpExecArray, { text, index, candidate, log }: Position): Found {
  const isInBlock = ({ n }: LogLine): boolean =>
    candidate !== undefined && n >= candidate.startLine && n <= candidate.endLine;
  const inBlock = (from: number, to: number): string[] =>
    text.slice(from, to).filter((_, at) => isInBlock(log.lines[from + at] ?? { n: 0, text: "" }));
  return {
    field: (name) => (name === "0" ? groups[0] : (groups.groups?.[name] ?? "")).trim(),
    above: (pattern, within = DEFAULT_WITHIN) =>
      search(text.slice(Math.max(0, index - within), index).toReversed(), pattern),
    below: (pattern, within = DEFAULT_WITHIN) => search(text.slice(index + 1, index + 1 + within), pattern),
    linesBelow: (until) => takeUntil(inBlock(index + 1, text.length), until),
    linesAbove: (until) => takeUntil(inBlock(0, index).toReversed(), until),
    command: log.failingStep?.command,
    exitCode: log.exitCode,
  };
}

function takeUntil(lines: string[], until: RegExp | undefined): string[] {
  const end = until === undefined ? -1 : lines.findIndex((line) => until.test(line));
  return end < 0 ? lines : lines.slice(0, end);
}

function search(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const found = pattern.exec(line);
    if (found) return found;
  }
  return undefined;
}
