import { describe, expect, it } from "vitest";
import { z } from "zod";
import { githubExamples } from "../testing/github-examples.ts";
import { readDeliveryNews } from "./github-pull-request.ts";

const Fields = z.record(z.string(), z.unknown());
const REPO = "Codertocat/Hello-World";
const closedExample = githubExamples("pull_request").find(({ action }) => action === "closed");

function closed(fields: Record<string, unknown>, ref = "pipewright/65f0", owner = REPO) {
  const base = Fields.parse(closedExample?.pull_request);
  const head = { ref, repo: { full_name: owner } };
  return { ...closedExample, pull_request: { ...base, number: 12, head, ...fields } };
}
const readClosed = (...told: Parameters<typeof closed>) =>
  readDeliveryNews({ event: "pull_request", payload: closed(...told) });

describe("a delivery about a pull request of ours", () => {
  it.each([
    [true, "merged"],
    [false, "closed"],
  ])("with merged: %s says that it was %s", (merged, fate) => {
    expect(readClosed({ merged })).toEqual([{ kind: "pull_request", repo: REPO, fate, number: 12, by: "Codertocat" }]);
  });

  it("is none of ours from another branch, or from a fork's branch of the same name", () => {
    expect(readClosed({ merged: true }, "fix")).toEqual([]);
    expect(readClosed({ merged: true }, "pipewright/65f0", "someone/Hello-World")).toEqual([]);
  });

  it("says which was reverted, when the pull request that reverts it is merged", () => {
    const told = { merged: true, title: 'Revert "Import json"', body: `Reverts ${REPO}#12` };
    expect(readClosed(told, "revert-12-pipewright/65f0")).toMatchObject([{ fate: "reverted", number: 12 }]);
    expect(readClosed({ ...told, merged: false }, "revert-12-pipewright/65f0")).toEqual([]);
  });
});

describe("a push to the default branch", () => {
  const push = githubExamples("push")[0];
  const repository = { ...Fields.parse(push?.repository), default_branch: "main" };
  const pushed = (message: string, ref = "refs/heads/main") =>
    readDeliveryNews({ event: "push", payload: { ...push, repository, ref, commits: [{ message }] } });

  it("says which pull request a commit reverts", () => {
    expect(pushed('Revert "Merge pull request #12 from acme/pipewright/65f0"\n\nThis reverts commit 1.')).toMatchObject(
      [{ fate: "reverted", number: 12 }],
    );
    expect(pushed('Revert "Import json (#12)"')).toMatchObject([{ fate: "reverted", number: 12 }]);
  });

  it("says nothing of other commits, or of other branches", () => {
    expect(pushed("Import json (#12)")).toEqual([]);
    expect(pushed('Revert "Import json (#12)"', "refs/heads/dev")).toEqual([]);
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
