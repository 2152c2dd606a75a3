import { describe, expect, it } from "vitest";
import { greenWords, isWorthTelling, nameOf, rejectedWords, seenWords, warningWords } from "./similar-words.ts";

const FIXED = {
  incidentId: "1",
  kind: "script" as const,
  summary: "Add the import",
  digest: "sha256:0",
  outcome: "proven" as const,
  name: "#212",
  at: "2026-01-01T00:00:00.000Z",
  greenTimes: 3,
  triedTimes: 3,
};

describe("what was seen before", () => {
  it("is counted", () => {
    expect(seenWords({ seen: 1 })).toBe("Seen 1 time before");
    expect(seenWords({ seen: 3 })).toBe("Seen 3 times before");
    expect(seenWords({ seen: 1000 })).toMatch(/^Seen 1.000 times or more before$/);
    expect(seenWords({ seen: 0 })).toBe("Not seen in this repository before");
    expect(greenWords(FIXED)).toBe("3 of 3 times green");
    expect(greenWords({ ...FIXED, greenTimes: 0, triedTimes: 1 })).toBe("0 of 1 time green");
    expect(rejectedWords({ rejectedDigests: ["a"] })).toBe("1 fix for it was rejected");
  });

  it("was fixed by something that has a name", () => {
    expect(nameOf(FIXED)).toBe("#212");
    expect(nameOf({ name: "the script of incident 65f0", incidentId: "65f0" })).toBe(
      "the script of an earlier incident",
    );
  });

  it("is told only where there is something to tell", () => {
    expect(isWorthTelling({ seen: 0, flaky: false, near: [] })).toBe(false);
    expect(isWorthTelling({ seen: 1, flaky: false, near: [] })).toBe(true);
  });
});

describe("the warning about the past", () => {
  const quiet = { returned: false, notHeld: 0, fixed: undefined };

  it("is given when the failure is back, and names what was delivered", () => {
    const warning = warningWords({ returned: true, notHeld: 1, fixed: FIXED }, false);
    expect(warning).toMatchObject({ title: "This failure is back" });
    expect(warning?.words).toContain("#212 was delivered");
  });

  it("calls a person after too many that did not hold", () => {
    expect(warningWords({ ...quiet, returned: true, notHeld: 3 }, true)).toEqual({
      title: "A person has to find the cause",
      words: "3 fixes for this failure did not hold; none is proposed.",
    });
  });

  it("tells of fixes that did not hold, and is silent otherwise", () => {
    expect(warningWords({ ...quiet, notHeld: 2 }, false)?.words).toBe("2 fixes for it have not held before.");
    expect(warningWords(quiet, false)).toBeUndefined();
  });
});
