import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { EarlierFix } from "@pipewright/contract/similar";
import { describe, expect, it } from "vitest";
import type { History } from "../../memory/history.ts";
import { makeFix } from "../../memory/testing/make-entry.ts";
import { findBarred, remedyOfHistory, remedyOfReturn } from "./choose-remedy.ts";
import { weighDiagnosis } from "./weigh-diagnosis.ts";

const { fix } = makeFix("proven");
const DELIVERED: EarlierFix = {
  kind: "script",
  summary: "Add the import",
  digest: fix.digest,
  incidentId: "i1",
  outcome: "proven",
  name: "#212",
  at: "2026-11-24T03:00:00.000Z",
};
const NEW: History = {
  fingerprint: "f",
  seen: 0,
  returned: [],
  notHeld: [],
  flaky: false,
  triedDigests: [],
  rejectedDigests: [],
  barred: [],
  unwanted: [],
};
const BACK: History = {
  ...NEW,
  seen: 1,
  returned: [DELIVERED],
  notHeld: [DELIVERED],
  barred: [{ content: fix, delivered: DELIVERED }],
};
const DIAGNOSIS: Diagnosis = {
  category: "test_failure",
  title: "A test fails",
  rootCause: "It is wrong.",
  severity: "medium",
  confidence: 0.9,
  provider: "knowledge",
  evidence: [],
};

describe("the remedy", () => {
  it("is left to whoever knows one, for a failure that is new or came back once", () => {
    expect(remedyOfHistory(NEW)).toBeUndefined();
    expect(remedyOfHistory(BACK)).toBeUndefined();
  });

  it("is never one that was delivered before, whatever its words and its digest", () => {
    const sameContent = { ...fix, summary: "Other words", revision: 4, digest: `sha256:${"0".repeat(64)}` };
    expect(findBarred(sameContent, BACK)).toBe(BACK.barred[0]);
    expect(findBarred({ ...fix, script: "echo another\n", summary: "Another" }, BACK)).toBeUndefined();
    expect(remedyOfReturn({ content: fix, delivered: DELIVERED })).toMatchObject({
      fix: { kind: "manual", summary: "A person has to look: #212 was delivered, and the failure is back" },
    });
  });

  it.each([
    ["closed", "was closed without being merged", "open #212 again"],
    ["reverted", "was merged and then reverted", "revert the revert"],
  ] as const)("is left to a person when the known one was %s, with what to do", (fate, told, unless) => {
    const { fix: task } = remedyOfReturn({ content: fix, delivered: DELIVERED, fate });
    expect(task).toMatchObject({ kind: "manual", summary: `A person has to look: #212 ${told}` });
    expect(task.why).toContain(unless);
  });

  it("is a rerun for what comes and goes, but a person after three that did not hold", () => {
    expect(remedyOfHistory({ ...NEW, flaky: true })?.fix.kind).toBe("rerun");
    const spent = remedyOfHistory({ ...NEW, flaky: true, notHeld: [DELIVERED, DELIVERED, DELIVERED] });
    expect(spent?.fix.kind).toBe("manual");
    expect(spent?.entry?.kind).toBe("escalation");
  });
});

describe("a diagnosis", () => {
  it("stays as it is for a failure that is new", () => {
    expect(weighDiagnosis(DIAGNOSIS, NEW)).toEqual({ diagnosis: DIAGNOSIS, entries: [] });
  });

  it("is less sure with each fix that was delivered, and says why", () => {
    const once = weighDiagnosis(DIAGNOSIS, BACK);
    const twice = weighDiagnosis(DIAGNOSIS, { ...BACK, returned: [DELIVERED, DELIVERED] });
    expect([once.diagnosis.confidence, twice.diagnosis.confidence]).toEqual([0.54, 0.32]);
    expect(once.diagnosis.category).toBe("test_failure");
    expect(once.entries.at(-1)?.message).toBe(
      "The failure is back after #212 was delivered for it; the confidence is lowered from 0.9 to 0.54",
    );
    expect(weighDiagnosis({ ...DIAGNOSIS, confidence: 0.05 }, BACK).diagnosis.confidence).toBe(0.05);
  });

  it("of what passes and fails at one commit is flaky", () => {
    expect(weighDiagnosis(DIAGNOSIS, { ...NEW, flaky: true }).diagnosis).toMatchObject({
      category: "flaky",
      confidence: 0.9,
    });
  });
});
