import { describe, expect, it } from "vitest";
import { countTicks, timeTicks } from "./chart-scale.ts";

describe("the marks on an axis", () => {
  it("are round counts that reach the largest value", () => {
    expect([0, 1, 3, 7, 42, 380].map(countTicks)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1, 2, 3],
      [0, 2, 4, 6, 8],
      [0, 20, 40, 60],
      [0, 100, 200, 300, 400],
    ]);
  });

  it("are round lengths of time", () => {
    expect(timeTicks(35)).toEqual([0, 10, 20, 30, 40]);
    expect(timeTicks(41_000)).toEqual([0, 20_000, 40_000, 60_000]);
    expect(timeTicks(3 * 3_600_000)).toEqual([0, 3_600_000, 7_200_000, 10_800_000]);
    expect(timeTicks(400 * 86_400_000).length).toBeLessThanOrEqual(6);
  });
});
