import { describe, expect, it } from "vitest";
import { parseDiff } from "../../lib/parse-diff.ts";
import { compareRevisions } from "./compare-revisions.ts";

describe("two revisions", () => {
  it("differ in the lines that changed", () => {
    const diff = compareRevisions({ script: "set -eu\nchmod +x a\n" }, { script: "set -eu\nchmod +x b\n" });
    const [file] = parseDiff(diff ?? "");
    expect(file).toMatchObject({ path: "script", added: 1, removed: 1 });
    expect(file?.lines.map(({ kind, text }) => [kind, text])).toContainEqual(["added", "chmod +x b"]);
  });

  it("are shown one after the other when a patch has taken the place of a script", () => {
    const [file] = parseDiff(compareRevisions({ script: "true\n" }, { patch: "--- a\n+++ b\n" }) ?? "");
    expect(file).toMatchObject({ path: "patch", removed: 1, added: 2 });
  });

  it("do not differ where the text is the same", () => {
    expect(compareRevisions({ script: "true\n" }, { script: "true\n" })).toBe("");
  });

  it("are not compared where hardly anything is the same", () => {
    const many = (word: string) => Array.from({ length: 6_000 }, (_, line) => `${word} ${line}`).join("\n");
    expect(compareRevisions({ script: many("a") }, { script: many("b") })).toBeUndefined();
  });
});
