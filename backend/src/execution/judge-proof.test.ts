import type { RunResult } from "@pipewright/contract/incident";
import { describe, expect, it } from "vitest";
import { judgeProof, type Proof } from "./judge-proof.ts";

const WHEN = { startedAt: "2025-01-01T00:00:00.000Z", finishedAt: "2025-01-01T00:00:01.000Z", outputTail: "" };
const exit = (exitCode: number): RunResult => ({ ...WHEN, outcome: "exited", exitCode });
const stopped = (outcome: RunResult["outcome"], reason?: string): RunResult => ({
  ...WHEN,
  outcome,
  exitCode: null,
  ...(reason !== undefined && { reason }),
});
const RED = exit(1);
const GREEN = exit(0);
const PROOF: Proof = { command: "make", fixKind: "script", before: RED, fix: GREEN, diff: "diff --git", after: GREEN };

function judge(change: Partial<Proof>) {
  return judgeProof({ ...PROOF, ...change });
}

describe("judgeProof", () => {
  it("proves: red, then a fix that ran and changed something, then green", () => {
    expect(judge({})).toEqual({ verdict: "proven" });
    expect(judge({ before: exit(127), fixKind: "patch" })).toEqual({ verdict: "proven" });
  });

  it.each<[string, Partial<Proof>]>([
    ["the command still fails", { after: exit(2) }],
    ["the command failed only after the fix", { before: GREEN, after: exit(2) }],
    ["the fix failed", { fix: exit(1) }],
    ["the fix took too long", { fix: stopped("timed_out", "Stopped after 5 s") }],
    ["the fix used too much memory", { fix: stopped("out_of_memory") }],
    ["the check on the host failed", { hostCheck: exit(1) }],
    [
      "the check on the host failed and there is no other",
      { command: undefined, before: undefined, after: undefined, hostCheck: exit(1) },
    ],
  ])("refutes when %s", (_, change) => {
    const { verdict, reason } = judge(change);
    expect(verdict).toBe("refuted");
    expect(reason).toMatch(/\w/);
  });

  it.each<[string, Partial<Proof>, RegExp]>([
    ["the command was not red", { before: GREEN }, /passed here even before/],
    ["there is nothing to run", { command: undefined, before: undefined, after: undefined }, /nothing to run/],
    ["the repository could not be cloned", { emptyReason: "could not resolve host" }, /could not resolve host/],
    ["the repository could not be cloned and the fix failed", { emptyReason: "gone", fix: exit(1) }, /empty workspace/],
    [
      "the command cannot run here",
      { before: stopped("unavailable", "npm is not here"), after: stopped("unavailable", "npm is not here") },
      /npm is not here/,
    ],
    ["the fix cannot run here", { fix: stopped("unavailable", "go is not here"), after: undefined }, /go is not here/],
    [
      "the command hung before",
      { before: stopped("timed_out", "Stopped after 5 s") },
      /before the fix.*Stopped after 5 s/,
    ],
    [
      "the command hung after",
      { after: stopped("timed_out", "Stopped after 5 s") },
      /after the fix.*Stopped after 5 s/,
    ],
    ["the command was killed after", { after: stopped("out_of_memory") }, /out of memory/],
    ["the command was not run before", { before: undefined }, /not run before/],
    ["the command was not run after", { after: undefined }, /not run after/],
    ["nothing changed", { diff: "" }, /changed nothing/],
    ["it was only run again and passed", { diff: "", fixKind: "rerun" }, /comes and goes/],
    ["there is no command to run", { fixKind: "wait" }, /not a command/],
    ["the check on the host hung", { hostCheck: stopped("timed_out", "Stopped after 5 s") }, /on the host did not end/],
    [
      "only the check on the host passes",
      { command: undefined, before: undefined, after: undefined, hostCheck: GREEN },
      /nothing shows/,
    ],
  ])("leaves it unproven when %s", (_, change, reason) => {
    expect(judge(change)).toEqual({ verdict: "unproven", reason: expect.stringMatching(reason) });
  });

  it("never proves anything else: of all combinations only one kind is proven", () => {
    const runs = [
      undefined,
      RED,
      GREEN,
      exit(137),
      stopped("timed_out"),
      stopped("out_of_memory"),
      stopped("unavailable"),
      stopped("cancelled"),
    ];
    for (const before of runs)
      for (const fix of runs)
        for (const after of runs)
          for (const diff of ["", "diff"])
            for (const emptyReason of [undefined, "gone"]) {
              if (fix === undefined) continue;
              const { verdict } = judge({ before, fix, after, diff, emptyReason });
              const wasRed = before?.outcome === "exited" && before.exitCode !== 0;
              const isProof = wasRed && fix === GREEN && after === GREEN && diff !== "" && emptyReason === undefined;
              expect(verdict === "proven").toBe(isProof);
            }
  });
});
