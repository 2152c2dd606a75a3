import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { makeBareRemote, testGit } from "../../testing/bare-remote.ts";
import { type PushBranchInput, pushBranch } from "./push-branch.ts";
import { createGit } from "./run-git.ts";

const scratch = mkdtempSync(join(tmpdir(), "pipewright-push-test-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const DIFF = "diff --git a/app.py b/app.py\n--- a/app.py\n+++ b/app.py\n@@ -1 +1,2 @@\n+import json\n print(1)\n";
let remote: string;
let base: string;

beforeEach(() => {
  ({ remote, commit: base } = makeBareRemote(scratch, "app.py", "print(1)\n"));
});

function push(change: Partial<PushBranchInput> = {}) {
  return pushBranch({
    git: createGit({ env: process.env }),
    url: pathToFileURL(remote).href,
    base,
    diff: DIFF,
    branch: "pipewright/1",
    message: "Import json\n\nCo-authored-by: alice <alice@localhost>\n",
    author: { name: "Pipewright", email: "pipewright@localhost" },
    date: new Date("2026-01-02T03:04:05Z"),
    signal: new AbortController().signal,
    ...change,
  });
}

describe("a branch with the change", () => {
  it("has one commit on the one that failed, with its author, message and files", async () => {
    const { commit, files } = await push();
    expect(files).toEqual([{ path: "app.py", added: 1, removed: 0 }]);
    expect(testGit(remote, "rev-parse", "pipewright/1", "pipewright/1^")).toBe(`${commit}\n${base}`);
    expect(testGit(remote, "show", "pipewright/1:app.py")).toBe("import json\nprint(1)");
    const told = testGit(remote, "log", "-1", "--format=%an <%ae>%n%aI%n%B", "pipewright/1");
    expect(told).toMatch(
      /^Pipewright <pipewright@localhost>\n2026-01-02T03:04:05(Z|\+00:00)\nImport json\n\nCo-authored-by/,
    );
  });

  it("is the same when it is pushed again", async () => {
    const { commit } = await push();
    expect((await push()).commit).toBe(commit);
  });

  it("takes the place of the change that it replaces, and of nothing else", async () => {
    const first = await push();
    const other = DIFF.replace("import json", "import os");
    await expect(push({ diff: other })).rejects.toMatchObject({ code: "branch_moved" });
    const second = await push({ diff: other, replaces: first.commit });
    expect(testGit(remote, "rev-parse", "pipewright/1")).toBe(second.commit);
    await expect(push({ replaces: first.commit })).rejects.toMatchObject({ code: "branch_moved" });
  });

  it("is refused when the change does not apply, or the name is none", async () => {
    await expect(push({ diff: DIFF.replace(" print(1)", " print(9)") })).rejects.toMatchObject({
      code: "patch_does_not_apply",
    });
    await expect(push({ branch: "-x" })).rejects.toMatchObject({ code: "invalid_field" });
    expect(testGit(remote, "branch", "--list")).toBe("* main");
  });
});
