import { describe, expect, it } from "vitest";
import { ALL_RULES } from "./all-rules.ts";

/** What is repeated in real lines: rulers, padding, paths, progress dots. Patterns that retry every split of it would take years. */
const REPEATED = [" ", "-", ".", "a", "a.", "a/", " a", "1", "(", "'a' "];
const BEFORE = ["", ".FF", "[ERROR] ", "E   ", "a.b"];
const LINES = BEFORE.flatMap((start) => REPEATED.map((piece) => `${start}${piece.repeat(200)}\u0001`));
/** Far more than a linear pattern needs for one line, far less than an exponential one. Milliseconds. */
const PATIENCE_MS = 500;

describe("the patterns of all rules", () => {
  it.each(ALL_RULES.map(({ id, pattern }) => ({ id, pattern })))("$id stays quick on long lines", ({ pattern }) => {
    for (const line of LINES) {
      const started = performance.now();
      pattern.exec(line);
      expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
    }
  });
});
