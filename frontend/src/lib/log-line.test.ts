import { describe, expect, it } from "vitest";
import { splitStamp, toneOf } from "./log-line.ts";

describe("a line of a CI log", () => {
  it.each([
    ["2026-05-14T10:00:00.0070000Z ", "##[error]no"],
    ["2026-05-14T10:00:00.123456Z 00O ", "make: *** [all] Error 1"],
    ["[2026-05-14T10:00:00.123Z] ", "+ npm test"],
    ["build\tRun npm test\t2026-05-14T10:00:00.0070000Z ", "FAIL src/a.test.ts"],
    ["", "2026-05-14 10:00:00 the program's own time"],
    ["", ""],
  ])("has its time before it: %j", (stamp, text) => {
    expect(splitStamp(stamp + text)).toEqual({ stamp, text });
  });

  it("says by its mark what it is", () => {
    expect(["##[error]x", "##[warning]x", "##[group]x", "##[endgroup]", "error"].map(toneOf)).toEqual([
      "error",
      "warning",
      "group",
      undefined,
      undefined,
    ]);
  });
});
