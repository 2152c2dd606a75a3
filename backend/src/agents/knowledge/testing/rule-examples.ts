import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { describe, expect, it } from "vitest";
import { diagnoseWithKnowledge, type KnowledgeFinding } from "../diagnose-with-knowledge.ts";
import type { Rule } from "../rule.ts";

/** Logs that a rule has to explain, and logs that look alike and that it has to leave to others. */
export interface RuleExamples {
  is: readonly string[];
  isNot: readonly string[];
}

/** What the engine makes of a few lines that are all evidence. */
export function diagnoseLines(text: string, more: Partial<ReducedLog> = {}): KnowledgeFinding {
  const lines = text.split("\n").map((line, index) => ({ n: index + 1, text: line }));
  return diagnoseWithKnowledge({
    format: "plain",
    totalLines: lines.length,
    lines,
    candidates: [{ startLine: 1, endLine: lines.length, reason: "example", shape: "example", score: 0.9 }],
    ...more,
  });
}

/** The tests of a pack: every rule has examples of both kinds, wins its own among all rules and leaves the others alone. */
export function testPack(name: string, pack: readonly Rule[], examples: Record<string, RuleExamples>): void {
  describe(`the rules of ${name}`, () => {
    it("all have examples", () => {
      expect(Object.keys(examples).sort()).toEqual(pack.map((rule) => rule.id).sort());
      for (const [id, { is, isNot }] of Object.entries(examples)) {
        expect(is.length, id).toBeGreaterThan(0);
        expect(isNot.length, id).toBeGreaterThan(0);
      }
    });

    for (const [id, { is, isNot }] of Object.entries(examples)) {
      it.each(is)(`${id} explains: %s`, (text) => {
        const { diagnosis, fix } = diagnoseLines(text);
        expect(diagnosis.rule).toBe(id);
        expect(diagnosis.title).not.toMatch(/\?`|\{\w+\}/);
        expect(fix.summary).not.toBe("");
        expect(fix.script === undefined).toBe(fix.kind !== "script");
      });
      it.each(isNot)(`${id} leaves: %s`, (text) => {
        expect(diagnoseLines(text).diagnosis.rule).not.toBe(id);
      });
    }
  });
}
