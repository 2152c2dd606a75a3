import { describe, expect, it } from "vitest";
import { quietUntil } from "./quiet-hours.ts";
import { readRules } from "./read-rules.ts";
import { readRetryAfter, retryDelay } from "./retry-delay.ts";

const TARGETS = ["slack", "webhook-1", "webhook-2"];

describe("notifications.yml", () => {
  it("holds rules, or nothing", () => {
    expect(readRules("", TARGETS)).toMatchObject({
      rules: { rules: [], same_failure_minutes: 60, digest: { more_than: 5 } },
    });
    const text = 'rules:\n  - repositories: ["acme/*"]\n    severity: high\n    targets: [webhook]\n';
    expect(readRules(text, TARGETS)).toMatchObject({ rules: { rules: [{ severity: "high", targets: ["webhook"] }] } });
  });

  it.each([
    ["rules:\n  - severity: bad\n    targets: [slack]\n", "notifications.yml line 2", /rules.0.severity: .*low/],
    [
      "rules:\n  - targets: [slack]\n  - targets:\n      - pager\n",
      "notifications.yml line 4",
      /no target "pager" \(slack, webhook-1, webhook-2\)/,
    ],
    [
      'quiet_hours:\n  zone: Mars/Base\n  from: "22:00"\n  to: "07:00"\n',
      "notifications.yml line 2",
      /is no time zone/,
    ],
    ['quiet_hours:\n  zone: UTC\n  from: "25:00"\n  to: "07:00"\n', "notifications.yml line 3", /must be a time/],
    ["rulez: []\n", "notifications.yml", /rulez/],
    ["rules: [", "notifications.yml", /./],
    ["- a\n", "notifications.yml", /expected object/],
  ])("says where a mistake stands: %j", (text, path, message) => {
    const read = readRules(text, TARGETS);
    const [problem] = "problems" in read ? read.problems : [];
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(message);
  });
});

describe("quiet hours", () => {
  const berlin = { zone: "Europe/Berlin", from: "22:00", to: "07:00", except_critical: true };

  it.each([
    ["2026-11-24T20:59:59Z", null],
    ["2026-11-24T21:00:30Z", "2026-11-25T06:00:00.000Z"],
    ["2026-11-25T05:59:59Z", "2026-11-25T06:00:00.000Z"],
    ["2026-11-25T06:00:00Z", null],
  ])("over midnight: at %s until %s", (now, until) => {
    expect(quietUntil(berlin, new Date(now))?.toISOString() ?? null).toBe(until);
  });

  it("end by the clock on the wall when the clocks are changed", () => {
    expect(quietUntil(berlin, new Date("2026-10-24T21:00:00Z"))?.toISOString()).toBe("2026-10-25T06:00:00.000Z");
    expect(quietUntil(berlin, new Date("2026-03-28T22:00:00Z"))?.toISOString()).toBe("2026-03-29T05:00:00.000Z");
  });

  it("end when the clocks jump over the minute at which they would", () => {
    const night = { ...berlin, to: "02:30" };
    // At 02:00 (01:00 UTC) it is 03:00.
    for (const now of ["2026-03-28T22:00:00Z", "2026-03-29T00:00:00Z", "2026-03-29T00:59:59Z"])
      expect(quietUntil(night, new Date(now))?.toISOString()).toBe("2026-03-29T01:00:00.000Z");
    expect(quietUntil(night, new Date("2026-03-29T01:00:00Z"))).toBeNull();
  });

  it("end at last when the clocks are set back before", () => {
    const night = { ...berlin, to: "02:30" };
    // At 03:00 (01:00 UTC) it is 02:00 again.
    expect(quietUntil(night, new Date("2026-10-25T01:10:00Z"))?.toISOString()).toBe("2026-10-25T01:30:00.000Z");
  });

  it("within a day", () => {
    const lunch = { zone: "UTC", from: "12:00", to: "13:00", except_critical: false };
    expect(quietUntil(lunch, new Date("2026-11-24T12:30:00Z"))?.toISOString()).toBe("2026-11-24T13:00:00.000Z");
    expect(quietUntil(lunch, new Date("2026-11-24T13:00:00Z"))).toBeNull();
  });
});

describe("the wait before another try", () => {
  it("doubles up to a quarter of an hour, with jitter, and heeds what the target asks", () => {
    expect([1, 2, 3, 4].map((failures) => retryDelay(failures, undefined, () => 1))).toEqual([
      2000, 4000, 8000, 16_000,
    ]);
    expect(retryDelay(1, undefined, () => 0)).toBe(1000);
    expect(retryDelay(90, undefined, () => 1)).toBe(900_000);
    expect(retryDelay(1, 30_000, () => 0)).toBe(30_000);
    expect(retryDelay(1, 10 ** 9, () => 0)).toBe(3_600_000);
  });

  it("is read as seconds or as a date", () => {
    const now = new Date("2026-11-24T12:00:00Z");
    expect(readRetryAfter("7", now)).toBe(7000);
    expect(readRetryAfter("Tue, 24 Nov 2026 12:00:09 GMT", now)).toBe(9000);
    expect(readRetryAfter("soon", now)).toBeUndefined();
    expect(readRetryAfter(undefined, now)).toBeUndefined();
  });
});
