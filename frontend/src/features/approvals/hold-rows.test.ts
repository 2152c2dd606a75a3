import { describe, expect, it } from "vitest";
import { countUnseen, holdRows } from "./hold-rows.ts";
import { waitingApproval } from "./testing/waiting-approval.ts";

const [a, b, c] = [waitingApproval("a"), waitingApproval("b"), waitingApproval("c")];

describe("rows that a person points at", () => {
  it("keep their places when one of them waits no longer", () => {
    const rows = holdRows([a, b, c], [c, a]);
    expect(rows.map(({ approval, isGone }) => [approval.incident.id, isGone])).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
  });

  it("show what is asked now, where the fix was replaced", () => {
    const revised = waitingApproval("a", { risk: 70 });
    expect(holdRows([a], [revised])[0]?.approval.risk.score).toBe(70);
  });

  it("leave new ones out, and count them", () => {
    expect(holdRows([a], [b, a])).toHaveLength(1);
    expect(countUnseen([a], [b, a, c])).toBe(2);
  });
});
