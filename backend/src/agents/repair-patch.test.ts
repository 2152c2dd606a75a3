import { describe, expect, it } from "vitest";
import { repairPatch } from "./repair-patch.ts";

const HEAD = "--- a/x.py\n+++ b/x.py\n";

describe("a patch as a model writes it", () => {
  it("keeps what is right", () => {
    const patch = `diff --git a/x.py b/x.py\nindex 1a2b3c4..5d6e7f8 100644\n${HEAD}@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n`;
    expect(repairPatch(patch)).toBe(patch);
  });

  it.each([
    ["wrong counts", "@@ -1,9 +1,1 @@\n"],
    ["no counts", "@@ -1 +1 @@\n"],
    ["no numbers", "@@ @@\n"],
    ["a bare mark", "@@\n"],
    ["the name of a function", "@@ -1,5 +1,5 @@ def f():\n"],
  ])("counts again after %s", (_name, header) => {
    expect(repairPatch(`${HEAD}${header} a\n-b\n+B\n+B2\n c\n`)).toBe(`${HEAD}@@ -1,3 +1,4 @@\n a\n-b\n+B\n+B2\n c\n`);
  });

  it("moves later hunks by what earlier ones added", () => {
    const patch = `${HEAD}@@ -1,1 +1,1 @@\n-a\n+A\n+A2\n@@ -9,1 +9,1 @@\n-b\n+B\n`;
    expect(repairPatch(patch)).toBe(`${HEAD}@@ -1,1 +1,2 @@\n-a\n+A\n+A2\n@@ -9,1 +10,1 @@\n-b\n+B\n`);
  });

  it("drops code fences, prose and carriage returns around it", () => {
    const patch = `Here is the fix:\r\n\`\`\`diff\r\n${HEAD.replaceAll("\n", "\r\n")}@@ -1 +1 @@\r\n-a\r\n+b\r\n\`\`\`\r\nIt turns a into b.\r\n`;
    expect(repairPatch(patch)).toBe(`${HEAD}@@ -1,1 +1,1 @@\n-a\n+b\n`);
  });

  it("gives context lines back the space that they lost", () => {
    expect(repairPatch(`${HEAD}@@ -1,4 +1,4 @@\n a\n\n-b\n+B\ndef\n`)).toBe(
      `${HEAD}@@ -1,4 +1,4 @@\n a\n \n-b\n+B\n def\n`,
    );
  });

  it("knows a new file and a deleted one", () => {
    expect(repairPatch("--- /dev/null\n+++ b/n.py\n@@ -0,0 +1 @@\n+a\n+b\n")).toBe(
      "--- /dev/null\n+++ b/n.py\n@@ -0,0 +1,2 @@\n+a\n+b\n",
    );
    expect(repairPatch("--- a/n.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n-b\n")).toBe(
      "--- a/n.py\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n",
    );
  });

  it("is nothing when there is no diff in it", () => {
    expect(repairPatch("change line 3")).toBe("");
  });
});
