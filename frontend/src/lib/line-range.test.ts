import { describe, expect, it } from "vitest";
import { readLineRange, writeLineRange } from "./line-range.ts";

const read = (address: string) => readLineRange(new URLSearchParams(address));

describe("lines in an address", () => {
  it("are one line or a range, whichever end comes first", () => {
    expect(read("line=7")).toEqual({ first: 7, last: 7 });
    expect(read("lines=12-18&q=x")).toEqual({ first: 12, last: 18 });
    expect(read("lines=18-12")).toEqual({ first: 12, last: 18 });
  });

  it.each(["", "line=", "line=0", "line=-3", "line=1e9", "lines=4-", "lines=a-b", "line=9999999999999"])(
    "are none where the address makes no sense (%s)",
    (address) => {
      expect(read(address)).toBeUndefined();
    },
  );

  it("are written as they are read", () => {
    for (const range of [
      { first: 3, last: 3 },
      { first: 3, last: 9 },
    ]) {
      expect(readLineRange(new URLSearchParams([writeLineRange(range)]))).toEqual(range);
    }
  });
});
