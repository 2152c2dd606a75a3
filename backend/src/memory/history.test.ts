import { describe, expect, it } from "vitest";
import { describeHistory } from "./describe-history.ts";
import { summarizeHistory } from "./history.ts";
import type { RememberedOutcome } from "./memory-entry.ts";
import type { MemoryRecord } from "./memory-model.ts";
import { COMMIT_A, COMMIT_B, makeFailure, makeFix } from "./testing/make-entry.ts";

const PULL_REQUEST: RememberedOutcome["delivery"] = {
  kind: "pull_request",
  message: "opened",
  url: "https://github.com/acme/shop/pull/212",
};

function entry(outcome: Partial<RememberedOutcome>, commitSha = COMMIT_A): MemoryRecord {
  const { incidentId, ...failure } = makeFailure("i1", { commitSha });
  const open: RememberedOutcome = { version: 1, outcome: "open", fixes: [], passedUnchanged: false };
  return { ...failure, ...open, ...outcome, _id: incidentId, rememberedAt: failure.at };
}

const summarize = (entries: MemoryRecord[], commitSha = COMMIT_B) =>
  summarizeHistory({ fingerprint: "f", seen: entries.length, entries, commitSha, stepPassed: false });

const delivered = (script = "echo fixed\n") => ({
  outcome: "proven" as const,
  fixes: [makeFix("proven", script)],
  delivery: PULL_REQUEST,
});

describe("the history of a failure", () => {
  it("tells how often it was seen, what fixed it last, and how often that was green", () => {
    const entries = [entry({}), entry(delivered()), entry(delivered()), entry(delivered())];
    expect(describeHistory(summarize(entries))).toBe("Seen 4 times before, last fixed by #212, 3 of 3 times green");
    expect(describeHistory(summarize([entry({})]))).toBe("Seen once before, never fixed");
    expect(describeHistory(summarize([]))).toBeUndefined();
    expect(describeHistory({ ...summarize([]), seen: 1000 })).toBe("Seen 1000 times or more before, never fixed");
  });

  it("takes a fix that was delivered for one that did not hold when the failure is back at another commit", () => {
    const history = summarize([entry(delivered())]);
    expect(history.returned.map(({ name }) => name)).toEqual(["#212"]);
    expect(history.barred.map(({ content }) => content.script)).toEqual(["echo fixed\n"]);
    const sameCommit = summarize([entry(delivered())], COMMIT_A);
    expect(sameCommit).toMatchObject({ returned: [], notHeld: [], barred: [] });
  });

  it("says what people did not want: closed without a merge, or reverted", () => {
    const closed = entry({
      ...delivered(),
      fixes: [makeFix("rejected")],
      delivery: { ...PULL_REQUEST, fate: "closed" },
    });
    expect(describeHistory(summarize([closed]))).toBe(
      "Seen once before, never fixed, #212 was closed without being merged",
    );
    const reverted = { ...PULL_REQUEST, fate: "reverted" as const };
    const history = summarize([entry({ ...delivered(), fixes: [makeFix("refuted")], delivery: reverted }), closed]);
    expect(history.undone).toMatchObject({ name: "#212", fate: "reverted", summary: "Run echo fixed" });
    expect(history.barred.map(({ fate }) => fate)).toEqual(["reverted", "closed"]);
  });

  it("does not count as delivered what left nothing behind", () => {
    const nothing = { ...delivered(), outcome: "unproven" as const, fixes: [makeFix("unproven")] };
    const history = summarize([entry({ ...nothing, delivery: { kind: "none", message: "no change" } })]);
    expect(history).toMatchObject({ returned: [], barred: [] });
    expect(history.fixed).toBeUndefined();
    expect(history.triedDigests).toHaveLength(1);
  });

  it("looks for another one where a fix was refuted or turned down, but bars only what was delivered", () => {
    const fixes = [makeFix("rejected", "echo one\n"), makeFix("refuted", "echo two\n")];
    const history = summarize([entry({ outcome: "refuted", fixes })]);
    expect(history.unwanted.map(({ script }) => script)).toEqual(["echo two\n", "echo one\n"]);
    expect(history).toMatchObject({ barred: [], notHeld: [{ outcome: "refuted" }] });
    expect(history.rejectedDigests).toEqual([fixes[0]?.fix.digest]);
  });

  it("counts every rerun, but never bars one", () => {
    const rerun = { outcome: "unproven" as const, fixes: [makeFix("unproven", "", "rerun")] };
    const history = summarize([entry(rerun), entry(rerun), entry(rerun)]);
    expect(history.notHeld).toHaveLength(3);
    expect(history.barred).toEqual([]);
  });

  it("is flaky when the command has passed at the commit at which it failed", () => {
    expect(summarize([entry({ passedUnchanged: true })]).flaky).toBe(true);
    expect(summarize([entry(delivered())]).flaky).toBe(false);
  });
});
