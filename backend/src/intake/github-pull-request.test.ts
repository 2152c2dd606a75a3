import { describe, expect, it } from "vitest";
import { z } from "zod";
import { githubExamples } from "../testing/github-examples.ts";
import { readDeliveryNews } from "./github-pull-request.ts";

const SHA = "c0ffee".padEnd(40, "0");
const Fields = z.record(z.string(), z.unknown());
const REPO = "Codertocat/Hello-World";
const closedExample = githubExamples("pull_request").find(({ action }) => action === "closed");

function closed(fields: Record<string, unknown>, ref = "pipewright/65f0", owner = REPO) {
  const base = Fields.parse(closedExample?.pull_request);
  const head = { ref, repo: { full_name: owner } };
  return { ...closedExample, pull_request: { ...base, number: 12, head, base: { ref: "main" }, ...fields } };
}
const readClosed = (...told: Parameters<typeof closed>) =>
  readDeliveryNews({ event: "pull_request", payload: closed(...told) });

describe("a delivery about a pull request of ours", () => {
  it.each([
    [
      { merged: true, merge_commit_sha: SHA },
      { fate: "merged", mergeCommit: SHA },
    ],
    [{ merged: false, merge_commit_sha: SHA }, { fate: "closed" }],
  ])("with %j says what was done", (fields, told) => {
    expect(readClosed(fields)).toEqual([{ kind: "pull_request", repo: REPO, number: 12, by: "Codertocat", ...told }]);
  });

  it("says that it was opened again", () => {
    const payload = { ...closed({ merged: false }), action: "reopened" };
    expect(readDeliveryNews({ event: "pull_request", payload })).toMatchObject([{ fate: "reopened", number: 12 }]);
  });

  it("is none of ours from another branch, or from a fork's branch of the same name", () => {
    expect(readClosed({ merged: true }, "fix")).toEqual([]);
    expect(readClosed({ merged: true }, "pipewright/65f0", "someone/Hello-World")).toEqual([]);
  });

  it("says which was reverted, when the pull request that reverts it is merged", () => {
    const told = { merged: true, title: 'Revert "Import json"', body: `Reverts ${REPO}#12` };
    const reverted = { kind: "reverted", repo: REPO, branch: "main", by: "Codertocat" };
    expect(readClosed(told, "revert-12-pipewright/65f0")).toEqual([{ ...reverted, of: { number: 12 } }]);
    expect(readClosed({ ...told, merged: false }, "revert-12-pipewright/65f0")).toEqual([]);
    expect(readClosed({ merged: true, title: "Take it back", body: `This reverts commit ${SHA}.` }, "undo")).toEqual([
      { ...reverted, of: { commit: SHA } },
    ]);
  });

  it("says nothing of a pull request of another repository", () => {
    expect(readClosed({ merged: true, title: "Revert it", body: "Reverts someone/else#12" }, "undo")).toEqual([]);
  });
});

describe("a push", () => {
  const [push] = githubExamples("push");
  const pushed = (message: string, ref = "refs/heads/main") =>
    readDeliveryNews({ event: "push", payload: { ...push, ref, commits: [{ message }] } });

  it.each([
    ['Revert "Merge pull request #12 from acme/pipewright/65f0"\n\nThis reverts commit 1.', [{ number: 12 }]],
    ['Revert "Import json (#12)"', [{ number: 12 }]],
    ['Revert "Import json (#12)" (#13)', [{ number: 12 }]],
    ['Revert "Revert "Import json (#12)" (#13)"', [{ number: 13 }]],
    [`Revert "Import json"\n\nThis reverts commit ${SHA}.\n`, [{ commit: SHA }]],
    [`Revert "x"\n\nThis reverts commit ${SHA}, reversing\nchanges made to ${SHA}.`, [{ commit: SHA }]],
    [`Revert "Import json" (#14)\n\nReverts ${REPO}#12`, [{ number: 12 }]],
  ])("says what %j takes back, and on which branch", (message, of) => {
    expect(pushed(message)).toMatchObject(of.map((each) => ({ kind: "reverted", branch: "main", of: each })));
    expect(pushed(message)).toHaveLength(of.length);
  });

  it("says nothing of other commits, or of tags", () => {
    expect(pushed("Import json (#12)")).toEqual([]);
    expect(pushed('Revert "Import json (#12)"', "refs/tags/v1")).toEqual([]);
  });
});

describe("a run that passed at a later attempt", () => {
  const [example] = githubExamples("workflow_run").filter(({ action }) => action === "completed");
  const passed = (run_attempt: number, conclusion = "success") =>
    readDeliveryNews({
      event: "workflow_run",
      payload: { ...example, workflow_run: { ...Fields.parse(example?.workflow_run), id: 7, run_attempt, conclusion } },
    });

  it("is told, and nothing else is", () => {
    expect(passed(2)).toMatchObject([{ kind: "run_passed", runId: 7, attempt: 2 }]);
    expect([...passed(1), ...passed(2, "failure")]).toEqual([]);
  });
});

it("reads every real payload of these events", () => {
  for (const event of ["pull_request", "push"]) {
    for (const payload of githubExamples(event)) expect(readDeliveryNews({ event, payload })).toEqual([]);
  }
});
