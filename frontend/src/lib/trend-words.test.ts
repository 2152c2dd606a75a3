import type { Recent } from "@pipewright/contract/dashboard";
import { describe, expect, it } from "vitest";
import { trendWords } from "./trend-words.ts";

const NOTHING: Recent = {
  incidents: 0,
  proven: 0,
  medianDiagnosisMs: null,
  medianGreenMs: null,
  approvalRate: null,
  provenRate: null,
  minutesSaved: 0,
  days: [],
  places: [],
};

describe("what the charts say", () => {
  it("is a sentence, with the figures in it", () => {
    const some = { incidents: 14, proven: 9, medianDiagnosisMs: 41_000, medianGreenMs: 192_000 };
    expect(trendWords({ ...NOTHING, ...some, approvalRate: 0.8, provenRate: 0.9, minutesSaved: 270 })).toEqual({
      incidents: "14 incidents in 30 days, 9 proven fixed",
      diagnosis: "Half were diagnosed within 41 s",
      green: "Half of the proven were green within 3 min 12 s",
      approval: "80\u00a0% of the fixes were approved",
      proven: "90\u00a0% of the fixes that ran are proven",
      saved: "About 4 h 30 min saved",
    });
  });

  it("says so when there is nothing to say", () => {
    for (const words of Object.values(trendWords(NOTHING))) expect(words).toMatch(/^(No|Nothing|Nobody) /);
  });
});
