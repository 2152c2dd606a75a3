import type { EvidenceScore } from "../agents/score-evidence.ts";
import type { CaseResult } from "./evaluate-case.ts";

const BYTES_PER_MB = 1_000_000;

export interface Summary {
  /** Means over the cases; `kept` is the median share of lines, `evidenceTokens` the median of what a model would be given, `msPerMB` the time over all bytes. */
  scores: Record<string, number>;
  /** The same, with the labels set right that are known to be shifted; absent when there are none. */
  labelsSetRight?: Record<string, number>;
  /** Over the cases that have the log of a passing run. */
  againstPass?: Record<string, number>;
  /** By the configured model; `inputTokens` is the median. */
  model?: Record<string, number>;
}

export function summariseScores(cases: readonly CaseResult[]): Summary {
  const bytes = sum(cases.map((each) => each.bytes));
  const beside = cases.flatMap(({ againstPass }) => againstPass ?? []);
  const byModel = cases.flatMap(({ model }) => model ?? []);
  return {
    scores: {
      ...meanScores(cases),
      kept: median(cases.map((each) => each.kept)),
      evidenceTokens: median(cases.map((each) => each.evidenceTokens)),
      msPerMB: bytes === 0 ? 0 : sum(cases.map((each) => each.milliseconds)) / (bytes / BYTES_PER_MB),
    },
    ...(cases.some(({ labelsSetRight }) => labelsSetRight) && {
      labelsSetRight: meanScores(cases.map((each) => each.labelsSetRight ?? each)),
    }),
    ...(beside.length > 0 && { againstPass: meanScores(beside) }),
    ...(byModel.length > 0 && {
      model: { ...meanScores(byModel), inputTokens: median(byModel.map(({ inputTokens }) => inputTokens)) },
    }),
  };
}

function meanScores(cases: readonly EvidenceScore[]): Record<string, number> {
  return {
    "hit@1": mean(cases.map((each) => (each.hit ? 1 : 0))),
    precision: mean(cases.map((each) => each.precision)),
    rangeRecall: mean(cases.map((each) => each.rangeRecall)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
