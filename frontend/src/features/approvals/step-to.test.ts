import { describe, expect, it } from "vitest";
import { stepTo } from "./step-to.ts";

describe("a step in the queue", () => {
  it("goes down and up, and stops at the ends", () => {
    expect(stepTo(3, 0, 0, 1)).toBe(1);
    expect(stepTo(3, 2, 2, 1)).toBe(2);
    expect(stepTo(3, 0, 0, -1)).toBe(0);
  });

  it("begins at the first row", () => {
    expect(stepTo(3, -1, 0, 1)).toBe(0);
  });

  it("goes to the row that took the place of the one that was answered", () => {
    expect(stepTo(2, -1, 1, 1)).toBe(1);
    expect(stepTo(2, -1, 1, -1)).toBe(0);
    expect(stepTo(1, -1, 1, 1)).toBe(0);
  });

  it("leads nowhere in an empty queue", () => {
    expect(stepTo(0, -1, 0, 1)).toBeUndefined();
  });
});
