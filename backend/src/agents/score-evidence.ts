/** First and last line, 1-based and inclusive. */
export type LineRange = readonly [first: number, last: number];

/** Where people say the error stands. Where two of them differ, an answer that either calls right is right. */
export interface LabelledEvidence {
  errorLines: readonly LineRange[];
  contextLines?: readonly LineRange[] | undefined;
  secondAnnotator?: readonly LineRange[] | undefined;
}

/** How well evidence agrees with the labels. All but `hit` are 0..1. */
export interface EvidenceScore {
  /** The primary range overlaps an error range of either annotator. */
  hit: boolean;
  /** Share of the evidence lines that lie in an error or context range of either annotator; 0 without evidence. */
  precision: number;
  /** Share of the first annotator's error ranges that evidence touches. */
  rangeRecall: number;
}

/** Scores an ordered list of evidence ranges, the primary one first. */
export function scoreEvidence(evidence: readonly LineRange[], labels: LabelledEvidence): EvidenceScore {
  const second = labels.secondAnnotator ?? [];
  const errors = [...labels.errorLines, ...second];
  const right = [...errors, ...(labels.contextLines ?? [])];
  const [primary] = evidence;
  const lines = new Set(evidence.flatMap(([first, last]) => linesOf(first, last)));
  const rightLines = [...lines].filter((line) => right.some(([first, last]) => line >= first && line <= last));
  const touched = labels.errorLines.filter((range) => evidence.some((each) => overlaps(each, range)));
  return {
    hit: primary !== undefined && errors.some((range) => overlaps(primary, range)),
    precision: lines.size === 0 ? 0 : rightLines.length / lines.size,
    rangeRecall: labels.errorLines.length === 0 ? 1 : touched.length / labels.errorLines.length,
  };
}

function overlaps(a: LineRange, b: LineRange): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}

function linesOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
