import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatNumber } from "./format-number.ts";

describe("numbers as a person reads them", () => {
  it("have thin spaces between groups of three", () => {
    expect([0, 999, 1000, 1234567].map(formatNumber)).toEqual(["0", "999", "1\u202f000", "1\u202f234\u202f567"]);
  });

  it("agree with their noun", () => {
    expect([formatCount(1, "line", "lines"), formatCount(0, "line", "lines")]).toEqual(["1 line", "0 lines"]);
  });

  it("give sizes in the largest unit that fits", () => {
    expect([0, 512, 1536, 20 * 1024 ** 2].map(formatBytes)).toEqual(["0 bytes", "512 bytes", "1.5 KiB", "20 MiB"]);
  });
});
