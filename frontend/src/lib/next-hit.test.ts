import { describe, expect, it } from "vitest";
import { nextHit } from "./next-hit.ts";

describe("the next hit of a search", () => {
  const whole = { lines: [3, 7, 9], next: null };

  it("is the nearest in the direction, and goes around the ends", () => {
    expect([0, 3, 5, 9].map((line) => nextHit(whole, line, "forward"))).toEqual([3, 7, 7, 3]);
    expect([0, 3, 5, 9, 99].map((line) => nextHit(whole, line, "backward"))).toEqual([9, 9, 3, 7, 9]);
  });

  it("is none where nothing was found", () => {
    expect(nextHit({ lines: [], next: null }, 5, "forward")).toBeUndefined();
    expect(nextHit({ lines: [], next: null }, 5, "backward")).toBeUndefined();
  });

  it("has to be asked for where the list is not whole", () => {
    const begun = { lines: [3, 7, 9], next: 10 };
    expect([3, 9, 50].map((line) => nextHit(begun, line, "forward"))).toEqual([7, "ask", "ask"]);
    expect([9, 50, 3].map((line) => nextHit(begun, line, "backward"))).toEqual([7, "ask", "ask"]);
  });
});
