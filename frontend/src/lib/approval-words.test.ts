import type { Approval } from "@pipewright/contract/incident";
import { describe, expect, it } from "vitest";
import {
  answerWords,
  conflictWords,
  consequenceOf,
  countWords,
  needsTypedConfirmation,
  stepsOf,
} from "./approval-words.ts";

const NOW = Date.UTC(2026, 2, 1, 10);
const SHOWN = `sha256:${"a".repeat(64)}`;

function approval(over: Partial<Approval>): Approval {
  const askedAt = new Date(NOW - 600_000).toISOString();
  return { id: "a1", status: "pending", digest: SHOWN, askedAt, expiresAt: new Date(NOW + 1).toISOString(), ...over };
}

describe("an approval that more than one must give", () => {
  const given = [{ by: "alice", at: new Date(NOW).toISOString() }];

  it("says how many have, and that others are needed", () => {
    expect(countWords({})).toBeUndefined();
    expect(countWords({ needed: 2, given: [] })).toBe("The policy wants 2 different people to approve.");
    expect(countWords({ needed: 2, given })).toBe("1 of 2 approvals, by alice; one more person is needed");
  });

  it("names all who gave it", () => {
    const both = [...given, { by: "bob", at: new Date(NOW).toISOString() }];
    const approved = approval({ status: "approved", needed: 2, given: both, decidedBy: "bob", decidedAt: both[1]?.at });
    expect(answerWords(approved, "script", NOW)).toMatch(/^Approved by alice and bob /);
  });
});

describe("an answer that did not count", () => {
  it("says who answered before", () => {
    const decidedAt = new Date(NOW - 180_000).toISOString();
    const answered = approval({ status: "approved", decidedBy: "admin", decidedAt });
    expect(conflictWords(answered, SHOWN, "409", NOW)).toContain("Answered already by admin 3 min ago");
  });

  it("says that the fix has changed", () => {
    const changed = approval({ digest: `sha256:${"b".repeat(64)}` });
    expect(conflictWords(changed, SHOWN, "409", NOW)).toContain("This fix has changed since you opened it");
  });

  it("says that the time is over", () => {
    expect(conflictWords(approval({ status: "expired" }), SHOWN, "409", NOW)).toContain("time to answer is over");
  });

  it("leaves the word to the server where it knows no better", () => {
    expect(conflictWords(undefined, SHOWN, "The incident is gone.", NOW)).toBe("The incident is gone.");
  });
});

describe("an answer", () => {
  it("names the person and the time", () => {
    const decidedAt = new Date(NOW - 41_000).toISOString();
    const by = { decidedBy: "admin", decidedAt };
    expect(answerWords(approval({ status: "rejected", ...by }), "script", NOW)).toBe("Rejected by admin 41 s ago");
    expect(answerWords(approval({ status: "approved", ...by }), "manual", NOW)).toBe("Taken over by admin 41 s ago");
    expect(answerWords(approval({}), "script", NOW)).toBeUndefined();
  });
});

describe("what will run", () => {
  it("is the failing command, the fix, and the command again", () => {
    expect(stepsOf({ kind: "script", command: "npm test" })).toEqual(["npm test", "fix", "again"]);
    expect(consequenceOf({ kind: "script", command: "npm test" })).toBeUndefined();
  });

  it("is nothing where a person takes over", () => {
    expect(stepsOf({ kind: "manual" })).toEqual([]);
    expect(consequenceOf({ kind: "manual" })).toContain("Nothing will run");
  });

  it("asks for a typed word where it is risky", () => {
    expect(needsTypedConfirmation({ kind: "script" }, { tier: "high" })).toBe(true);
    expect(needsTypedConfirmation({ kind: "script" }, { tier: "medium" })).toBe(false);
    expect(needsTypedConfirmation({ kind: "manual" }, { tier: "critical" })).toBe(false);
  });
});
