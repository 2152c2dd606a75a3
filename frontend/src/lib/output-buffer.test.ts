import { describe, expect, it } from "vitest";
import { appendOutput, EMPTY_OUTPUT } from "./output-buffer.ts";

describe("the output of a run, chunk by chunk", () => {
  it("grows by chunks", () => {
    const first = appendOutput(EMPTY_OUTPUT, { offset: 0, text: "abc" });
    expect(appendOutput(first, { offset: 3, text: "def" })).toEqual({ start: 0, text: "abcdef" });
  });

  it("forgets what a run had written when the run begins again", () => {
    expect(appendOutput({ start: 0, text: "abcdef" }, { offset: 0, text: "new" })).toEqual({ start: 0, text: "new" });
    expect(appendOutput({ start: 90, text: "abcdef" }, { offset: 0, text: "new" })).toEqual({ start: 0, text: "new" });
  });

  it("starts anew after a gap, and knows what is missing", () => {
    expect(appendOutput({ start: 0, text: "abc" }, { offset: 10, text: "x" })).toEqual({ start: 10, text: "x" });
  });

  it("keeps the end of a long output, from the start of a line", () => {
    const long = appendOutput(EMPTY_OUTPUT, { offset: 0, text: "0123456789\n".repeat(30_000) });
    expect(long.text.length).toBeLessThanOrEqual(200_000);
    expect(long.text.startsWith("0123456789\n")).toBe(true);
    expect(long.start + long.text.length).toBe(330_000);
  });
});
