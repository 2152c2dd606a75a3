import { describe, expect, it } from "vitest";
import { findRequiredLiterals, requiredLiterals } from "./required-literals.ts";

const TENS = [..."0123456789"];

describe("the literals of which a match holds one", () => {
  it.each([
    [/^error: \S+ x/, ["error: "]],
    [/^(?:fatal|panic): x/, ["fatal: x", "panic: x"]],
    [/ {3}done$/, ["done\n"]],
    [/a{4}/, ["aaaa"]],
    [/^F[01]\dx/, ["0", "1"].flatMap((tens) => TENS.map((ones) => `F${tens}${ones}x`))],
  ])("of %s", (pattern, literals) => {
    expect(requiredLiterals(pattern)).toEqual(literals);
  });

  it("are never the same digit many times over: each repetition may be another one", () => {
    expect(findRequiredLiterals(/\d{6}/)).toBeUndefined();
    expect(requiredLiterals(/^on \d{6} or/)).not.toContain("000000");
  });

  it("are none where any text may match", () => {
    expect(() => requiredLiterals(/\S+ \d/)).toThrow(RangeError);
  });
});
