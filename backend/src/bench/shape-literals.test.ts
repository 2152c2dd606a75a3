import { describe, expect, it } from "vitest";
import { SHAPE_LITERALS } from "../logs/find-shape.ts";
import { MARK_LITERALS } from "../logs/read-mark.ts";
import { ordinaryLines } from "./make-log.ts";

const LINES = 20_000;
/** Of lines that say nothing of errors, so few may be read as text. */
const MOST_READ_SHARE = 0.02;
const TIMESTAMP = "2026-05-14T10:00:00.0070000Z ";

describe("the literals that make a line worth reading", () => {
  it("are in few lines of what a job prints when all is well", () => {
    const literals = [...SHAPE_LITERALS, ...MARK_LITERALS];
    const found = new Map<string, number>();
    let read = 0;
    for (const text of ordinaryLines(LINES)) {
      const line = `${TIMESTAMP}${text}\n`;
      const inLine = literals.filter((literal) => line.includes(literal));
      if (inLine.length > 0) read += 1;
      for (const literal of inLine) found.set(literal, (found.get(literal) ?? 0) + 1);
    }
    const worst = [...found].sort((a, b) => b[1] - a[1]).slice(0, 5);
    expect(read / LINES, JSON.stringify(worst)).toBeLessThan(MOST_READ_SHARE);
  });
});
