import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { describe, expect, it } from "vitest";
import { diagnoseWithKnowledge } from "./diagnose-with-knowledge.ts";
import { rankFixes } from "./rank-fixes.ts";

const TEXT = [
  "src/a.ts(1,10): error TS6133: 'one' is declared but its value is never read.",
  "src/b.ts(2,10): error TS6133: 'two' is declared but its value is never read.",
  "src/b.ts(2,10): error TS6133: 'two' is declared but its value is never read.",
];
const LOG: ReducedLog = {
  format: "plain",
  totalLines: TEXT.length,
  lines: TEXT.map((text, index) => ({ n: index + 1, text })),
  candidates: [{ startLine: 1, endLine: TEXT.length, reason: "", shape: "typescript", score: 1 }],
};

describe("rankFixes", () => {
  it("begins with the engine's own fix and names every other one once", () => {
    const ranked = rankFixes(LOG);
    expect(ranked[0]).toEqual(diagnoseWithKnowledge(LOG).fix);
    expect(ranked.map(({ script }) => script?.includes("src/b.ts"))).toEqual([false, true]);
  });

  it("leaves out what was turned down, until nothing is left", () => {
    const [first, second] = rankFixes(LOG);
    if (!first || !second) throw new Error("two fixes are needed");
    expect(rankFixes(LOG, [first])).toEqual([second]);
    expect(rankFixes(LOG, [first, second])).toEqual([]);
  });
});
