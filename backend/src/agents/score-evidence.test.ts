import { describe, expect, it } from "vitest";
import { scoreEvidence } from "./score-evidence.ts";

describe("the score of evidence", () => {
  it("hits when the primary range overlaps an error range of either annotator", () => {
    expect(scoreEvidence([[3, 4]], { errorLines: [[4, 9]] }).hit).toBe(true);
    expect(scoreEvidence([[1, 1]], { errorLines: [[4, 9]], secondAnnotator: [[1, 2]] }).hit).toBe(true);
    expect(
      scoreEvidence(
        [
          [1, 1],
          [4, 4],
        ],
        { errorLines: [[4, 9]] },
      ).hit,
    ).toBe(false);
  });

  it("counts each line once, and context as right", () => {
    const labels = { errorLines: [[4, 5]] as const, contextLines: [[3, 3]] as const };
    expect(
      scoreEvidence(
        [
          [2, 5],
          [5, 5],
        ],
        labels,
      ).precision,
    ).toBe(0.75);
  });

  it("recalls the ranges of the first annotator that are touched", () => {
    const errorLines = [
      [1, 2],
      [8, 9],
    ] as const;
    expect(scoreEvidence([[2, 3]], { errorLines }).rangeRecall).toBe(0.5);
  });

  it("is nothing without evidence", () => {
    expect(scoreEvidence([], { errorLines: [[1, 2]] })).toEqual({ hit: false, precision: 0, rangeRecall: 0 });
  });
});
