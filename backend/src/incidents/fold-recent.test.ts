import { MINUTES_SAVED_PER_FIX } from "@pipewright/contract/dashboard";
import { describe, expect, it } from "vitest";
import { foldRecent, type IncidentFacts, RECENT_DAYS, recentStart } from "./fold-recent.ts";

const NOW = new Date("2026-03-10T15:00:00.000Z");

function fact(more: Partial<IncidentFacts> = {}): IncidentFacts {
  return { createdAt: NOW, repo: "acme/shop", branch: "main", isSimulated: false, ...more };
}

describe("the figures of the last days", () => {
  it("have every day, today the last, each in UTC", () => {
    const { days } = foldRecent([fact({ createdAt: new Date("2026-03-09T23:59:59.999Z") }), fact()], NOW);
    expect(days).toHaveLength(RECENT_DAYS);
    expect(days.at(-1)).toMatchObject({ day: "2026-03-10", incidents: 1 });
    expect(days.at(-2)).toMatchObject({ day: "2026-03-09", incidents: 1 });
    expect(days[0]).toMatchObject({ day: "2026-02-09", incidents: 0, medianDiagnosisMs: null, provenRate: null });
    expect(recentStart(NOW).toISOString()).toBe("2026-02-09T00:00:00.000Z");
  });

  it("count a minute as saved only where a fix of a real failure was proven", () => {
    const facts = [
      fact({ verdict: "proven" }),
      fact({ verdict: "proven", isSimulated: true }),
      fact({ verdict: "unproven" }),
      fact({ verdict: "refuted" }),
      fact(),
    ];
    expect(foldRecent(facts, NOW)).toMatchObject({
      incidents: 5,
      proven: 2,
      provenRate: 0.5,
      minutesSaved: MINUTES_SAVED_PER_FIX,
    });
  });

  it("take the median of what was measured, and the time to green of proven fixes alone", () => {
    const facts = [
      fact({ diagnosisMs: 10, verdict: "proven", greenMs: 5000 }),
      fact({ diagnosisMs: 30, verdict: "refuted", greenMs: 1 }),
      fact({ diagnosisMs: 20 }),
      fact(),
    ];
    expect(foldRecent(facts, NOW)).toMatchObject({ medianDiagnosisMs: 20, medianGreenMs: 5000 });
  });

  it("leave out of the approval rate what nobody has answered yet", () => {
    const facts = (["approved", "rejected", "expired", "approved", "pending", "superseded"] as const).map((answer) =>
      fact({ answer }),
    );
    expect(foldRecent(facts, NOW).approvalRate).toBe(0.5);
  });

  it("name the repositories with the most incidents first, and their branches", () => {
    const facts = [
      fact({ repo: "acme/b" }),
      fact({ branch: "main" }),
      fact({ branch: "next" }),
      fact({ branch: "next" }),
    ];
    expect(foldRecent(facts, NOW).places).toEqual([
      { repo: "acme/shop", branches: ["next", "main"] },
      { repo: "acme/b", branches: ["main"] },
    ]);
  });
});
