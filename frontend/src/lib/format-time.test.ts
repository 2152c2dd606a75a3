import { describe, expect, it } from "vitest";
import { formatAgo, formatDuration, formatExpiry } from "./format-time.ts";

const NOW = Date.UTC(2026, 2, 1, 10);

describe("times as a person reads them", () => {
  it("says how long ago in the largest unit that fits", () => {
    const ago = (ms: number) => formatAgo(NOW - ms, NOW);
    expect([ago(-3_000), ago(2_000), ago(41_000), ago(200_000), ago(5 * 3_600_000), ago(12 * 86_400_000)]).toEqual([
      "just now",
      "just now",
      "41 s ago",
      "3 min ago",
      "5 h ago",
      "12 d ago",
    ]);
  });

  it("says how much time is left, in hours for the length of an approval", () => {
    expect(formatExpiry(NOW + 71.5 * 3_600_000, NOW)).toBe("expires in 71 h");
    expect(formatExpiry(NOW - 180_000, NOW)).toBe("expired 3 min ago");
  });

  it("says durations in at most two units", () => {
    expect([40, 400, 41_000, 192_000, 180_000, 7_500_000].map(formatDuration)).toEqual([
      "40 ms",
      "0.4 s",
      "41 s",
      "3 min 12 s",
      "3 min",
      "2 h 5 min",
    ]);
  });
});
