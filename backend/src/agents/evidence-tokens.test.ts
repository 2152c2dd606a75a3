import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { describe, expect, it } from "vitest";
import { evidenceTokens } from "./evidence-tokens.ts";

function log(lines: number): ReducedLog {
  const text = `src/${"x".repeat(60)}.ts(1,10): error TS6133: 'one' is declared but its value is never read.`;
  return {
    format: "plain",
    totalLines: lines,
    lines: Array.from({ length: lines }, (_, index) => ({ n: index + 1, text })),
    candidates: [{ startLine: 1, endLine: lines, reason: "", shape: "typescript", score: 1 }],
  };
}

describe("the tokens of the evidence", () => {
  it("grow with what is shown, and end where a model is shown no more", () => {
    expect(evidenceTokens(log(0))).toBe(0);
    expect(evidenceTokens(log(10))).toBeGreaterThan(evidenceTokens(log(5)));
    expect(evidenceTokens(log(5000))).toBeLessThan(2000);
  });
});
