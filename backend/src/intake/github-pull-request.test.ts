import { describe, expect, it } from "vitest";
import { z } from "zod";
import { githubExamples } from "../testing/github-examples.ts";
import { readPullRequestDelivery } from "./github-pull-request.ts";

const Fields = z.record(z.string(), z.unknown());
const REPO = "Codertocat/Hello-World";
const closedExample = githubExamples("pull_request").find(({ action }) => action === "closed");

function closed(fields: Record<string, unknown>, ref = "pipewright/65f0", owner = REPO) {
  const base = Fields.parse(closedExample?.pull_request);
  const head = { ref, repo: { full_name: owner } };
  return { ...closedExample, pull_request: { ...base, number: 12, head, ...fields } };
}
const readClosed = (...told: Parameters<typeof closed>) =>
  readPullRequestDelivery({ event: "pull_request", payload: closed(...told) });

describe("a delivery about a pull request of ours", () => {
  it.each([
    [true, "merged"],
    [false, "closed"],
  ])("with merged: %s says that it was %s", (merged, outcome) => {
    expect(readClosed({ merged })).toEqual([
      { repo: REPO, outcome, branch: "pipewright/65f0", number: 12, by: "Codertocat" },
    ]);
  });

  it("is none of ours from another branch, or from a fork's branch of the same name", () => {
    expect(readClosed({ merged: true }, "fix")).toEqual([]);
    expect(readClosed({ merged: true }, "pipewright/65f0", "someone/Hello-World")).toEqual([]);
  });

  it("says which was reverted, when the pull request that reverts it is merged", () => {
    const told = { merged: true, title: 'Revert "Import json"', body: `Reverts ${REPO}#12` };
    expect(readClosed(told, "revert-12-pipewright/65f0")).toMatchObject([{ outcome: "reverted", number: 12 }]);
    expect(readClosed({ ...told, merged: false }, "revert-12-pipewright/65f0")).toEqual([]);
  });
});

describe("a push to the default branch", () => {
  const push = githubExamples("push")[0];
  const repository = { ...Fields.parse(push?.repository), default_branch: "main" };
  const pushed = (message: string, ref = "refs/heads/main") =>
    readPullRequestDelivery({ event: "push", payload: { ...push, repository, ref, commits: [{ message }] } });

  it("says which pull request a commit reverts", () => {
    expect(pushed('Revert "Merge pull request #12 from acme/pipewright/65f0"\n\nThis reverts commit 1.')).toMatchObject(
      [{ outcome: "reverted", number: 12, branch: "pipewright/65f0" }],
    );
    expect(pushed('Revert "Import json (#12)"')).toMatchObject([{ outcome: "reverted", number: 12 }]);
  });

  it("says nothing of other commits, or of other branches", () => {
    expect(pushed("Import json (#12)")).toEqual([]);
    expect(pushed('Revert "Import json (#12)"', "refs/heads/dev")).toEqual([]);
  });
});

it("reads every real payload of these events", () => {
  for (const event of ["pull_request", "push"]) {
    for (const payload of githubExamples(event)) expect(readPullRequestDelivery({ event, payload })).toEqual([]);
  }
});
