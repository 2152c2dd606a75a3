import type { Fix } from "@pipewright/contract/fix";
import type { Execution, RunResult, Verification } from "@pipewright/contract/incident";
import mongoose from "mongoose";
import { describe, expect, it } from "vitest";
import { NO_REPOSITORY } from "../../execution/judge-proof.ts";
import type { IncidentRecord, PastRevision } from "../../incidents/incident-record.ts";
import { FIX_REFUTED } from "../../incidents/state-machine.ts";
import { makeFix } from "../../memory/testing/make-entry.ts";
import { describeOutcome } from "./describe-outcome.ts";

const COMMAND = "npm test";
const AT = "2026-11-24T03:00:00.000Z";
const exit = (exitCode: number): RunResult => ({
  outcome: "exited",
  exitCode,
  startedAt: AT,
  finishedAt: AT,
  outputTail: "",
});
const fixOf = (kind: Fix["kind"] = "script"): Fix => ({ ...makeFix("open", "echo\n", kind).fix, command: COMMAND });

function incident(changes: Partial<IncidentRecord>): IncidentRecord {
  return {
    _id: new mongoose.Types.ObjectId(),
    status: "resolved",
    version: 7,
    createdAt: new Date(AT),
    updatedAt: new Date(AT),
    signal: {
      source: "github",
      repo: "acme/shop",
      branch: "main",
      commitSha: "a1".repeat(20),
      commitMessage: "",
      workspace: { kind: "git", url: "file:///nowhere", commit: "a1" },
    },
    revision: 1,
    timeline: [],
    attempts: 0,
    fix: fixOf(),
    ...changes,
  };
}

function verified(verification: Partial<Verification>, before: RunResult, after?: RunResult): Partial<IncidentRecord> {
  return {
    verification: { verdict: "unproven", command: COMMAND, ...verification },
    execution: {
      executor: "docker",
      exitCode: 0,
      startedAt: AT,
      diff: "",
      before,
      ...(after && { after }),
    },
  };
}

describe("what the memory is told of an incident", () => {
  it("is the verdict of what ran, and the status of what did not", () => {
    const outcome = (changes: Partial<IncidentRecord>) => describeOutcome(incident(changes)).outcome;
    expect(outcome({ verification: { verdict: "proven", command: COMMAND } })).toBe("proven");
    const failure = { step: "verifying" as const, message: "", attempts: 1 };
    expect(outcome({ status: "failed", failure: { ...failure, code: FIX_REFUTED } })).toBe("refuted");
    expect(outcome({ status: "failed", failure: { ...failure, code: "x" } })).toBe("failed");
    expect(outcome({ status: "rejected" })).toBe("rejected");
    expect(outcome({ status: "expired" })).toBe("expired");
    expect(outcome({ status: "awaiting_approval" })).toBe("open");
  });

  it("does not take a fix that could not be run here for one that was tried", () => {
    const { execution } = verified({}, { ...exit(0), outcome: "unavailable", exitCode: null });
    const notRun = { ...execution, fix: { ...exit(0), outcome: "unavailable", exitCode: null } };
    const record = incident({
      verification: { verdict: "unproven", command: COMMAND },
      execution: notRun as Execution,
    });
    expect(describeOutcome(record).fixes).toMatchObject([{ outcome: "open" }]);
  });

  it("has every proposal in order, and takes one that was replaced for turned down", () => {
    const past = (outcome: PastRevision["outcome"]): PastRevision => ({
      fix: fixOf(),
      outcome,
      risk: { score: 1, tier: "low", factors: [] },
      approval: { id: "a", status: "superseded", digest: fixOf().digest, askedAt: AT, expiresAt: AT },
      replaced: { by: "admin" },
    });
    const { fixes } = describeOutcome(
      incident({ status: "awaiting_approval", pastRevisions: [past("superseded"), past("refuted")] }),
    );
    expect(fixes.map(({ outcome }) => outcome)).toEqual(["rejected", "refuted", "open"]);
  });
});

describe("a command that passes unchanged", () => {
  const passes = (changes: Partial<IncidentRecord>) => describeOutcome(incident(changes)).passedUnchanged;

  it("passed at the failing commit before the fix, or after a rerun alone", () => {
    expect(passes(verified({}, exit(0)))).toBe(true);
    expect(passes({ ...verified({}, exit(1), exit(0)), fix: fixOf("rerun") })).toBe(true);
    expect(passes(verified({}, exit(1), exit(0)))).toBe(false);
    expect(passes({ ...verified({}, exit(1), exit(1)), fix: fixOf("rerun") })).toBe(false);
  });

  it("is not one that ran in an empty workspace, nor the operator's own", () => {
    expect(passes(verified({ reason: `${NO_REPOSITORY}, so it ran in an empty one` }, exit(0)))).toBe(false);
    expect(passes(verified({ command: "make check" }, exit(0)))).toBe(false);
  });
});
