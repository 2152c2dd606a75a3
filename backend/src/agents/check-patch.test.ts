import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkPatch } from "./check-patch.ts";
import type { SourceFile } from "./source-file.ts";

const CALC: SourceFile = {
  path: "calc.py",
  content: "import os\n\n\ndef add(a, b):\n    return a - b\n\n\ndef twice(a):\n    return add(a, a)\n",
};
const GOOD = "--- a/calc.py\n+++ b/calc.py\n@@ -4,2 +4,2 @@\n def add(a, b):\n-    return a - b\n+    return a + b\n";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-patch-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What git makes of the patch. */
function gitApply(patch: string, files: readonly SourceFile[]): (path: string) => string {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  execFileSync("git", ["init", "-q"], { cwd: folder });
  execFileSync("git", ["apply", "--whitespace=nowarn", "-"], {
    cwd: folder,
    input: patch,
    stdio: ["pipe", "pipe", "pipe"],
  });
  return (path) => readFileSync(join(folder, path), "utf8");
}

function accepted(patch: string, files: readonly SourceFile[]): string {
  const checked = checkPatch(patch, files);
  if (!checked.ok) throw new Error(checked.problem);
  return checked.patch;
}

describe("a patch that is accepted", () => {
  it.each<[string, string]>([
    ["as it should be", GOOD],
    ["with wrong counts and positions", GOOD.replace("@@ -4,2 +4,2 @@", "@@ -90,7 +3,1 @@")],
    ["without prefixes", GOOD.replace("a/calc", "calc").replace("b/calc", "calc")],
    ["without blanks at line ends", GOOD.replace(" def add(a, b):", " def add(a, b):   ")],
    ["between fences", `\`\`\`diff\n${GOOD}\`\`\`\n`],
  ])("is taken by git: %s", (_name, patch) => {
    const read = gitApply(accepted(patch, [CALC]), [CALC]);
    expect(read("calc.py")).toBe(CALC.content.replace("a - b", "a + b"));
  });

  it("is taken by git for a file without a newline at its end", () => {
    const file = { path: "x.txt", content: "a\nb" };
    const read = gitApply(accepted("--- a/x.txt\n+++ b/x.txt\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n", [file]), [file]);
    expect(read("x.txt")).toBe("a\nc");
  });

  it("is taken by git for a file with carriage returns", () => {
    const file = { path: "x.txt", content: "a\r\nb\r\nc\r\n" };
    const read = gitApply(accepted("--- a/x.txt\n+++ b/x.txt\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n", [file]), [file]);
    expect(read("x.txt")).toBe("a\r\nB\r\nc\r\n");
  });

  it("may add, delete and change files at once", () => {
    const old = { path: "old/gone.py", content: "x = 1\n" };
    const patch = `${GOOD}diff --git a/new/f.sh b/new/f.sh\nnew file mode 100755\n--- /dev/null\n+++ b/new/f.sh\n@@ -0,0 +1 @@\n+echo hi\n--- a/old/gone.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-x = 1\n`;
    const fixed = accepted(patch, [CALC, old]);
    expect(fixed).toContain("new file mode 100755");
    const read = gitApply(fixed, [CALC, old]);
    expect(read("new/f.sh")).toBe("echo hi\n");
    expect(() => read("old/gone.py")).toThrow();
  });

  it("is only read when no file is at hand", () => {
    expect(accepted(GOOD.replace("-4,2", "-4,9"), [])).toBe(GOOD);
  });
});

function forFile(path: string, header = ""): string {
  return `${header}--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;
}

describe("a patch that is refused", () => {
  it.each<[string, string, RegExp]>([
    ["no diff", "change the sign", /not a unified diff/],
    ["an absolute path", forFile("/etc/passwd").replace("a//", "/").replace("b//", "/"), /not relative/],
    ["a doubled slash", forFile("/etc/passwd"), /not relative/],
    ["a way out", forFile("../x"), /not plain/],
    ["a way out later", forFile("a/../../x"), /not plain/],
    ["a drive", forFile("C:/x"), /not relative/],
    ["a backslash", forFile("..\\x"), /not relative/],
    ["a quoted path", '--- "a/x\\056"\n+++ "b/x"\n@@ -1 +1 @@\n-a\n+b\n', /not relative|rename/],
    ["git's own files", forFile(".git/hooks/pre-commit"), /git's own/],
    ["git's own files below", forFile("sub/.GIT/config"), /git's own/],
    ["git's own files by a short name", forFile("GIT~1/config"), /git's own/],
    ["a symbolic link", forFile("x", "diff --git a/x b/x\nnew file mode 120000\n"), /only plain files/],
    ["a submodule", forFile("x", "diff --git a/x b/x\nnew file mode 160000\n"), /only plain files/],
    ["a mode change", forFile("x", "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"), /only plain files/],
    ["a mode change alone", "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", /only plain files/],
    [
      "a rename",
      forFile("x", "diff --git a/x b/y\nsimilarity index 90%\nrename from x\nrename to y\n"),
      /only plain files/,
    ],
    ["a rename in the names", "--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n", /rename/],
    ["something binary", "diff --git a/x b/x\nGIT binary patch\nliteral 1\n", /only plain files/],
    ["text that hides", GOOD.replace("a + b", "a \u202e+ b"), /U\+202E/],
    ["a control character", GOOD.replace("a + b", "a \u0007+ b"), /U\+0007/],
    ["context that is not there", GOOD.replace("def add", "def plus"), /context lines are not in the file/],
    [
      "a line that is not there",
      GOOD.replace("-    return a - b", "-    return a * b"),
      /context lines are not in the file/,
    ],
    ["a file nobody showed", forFile("other.py"), /not among the files/],
    ["a file that exists already", "--- /dev/null\n+++ b/calc.py\n@@ -0,0 +1 @@\n+a\n", /exists already/],
    ["nothing", "--- a/calc.py\n+++ b/calc.py\n@@ -1 +1 @@\n import os\n", /changes nothing/],
    ["nothing, the long way", "--- a/calc.py\n+++ b/calc.py\n@@ -1 +1 @@\n-import os\n+import os\n", /changes nothing/],
    ["a file twice", GOOD + GOOD, /two parts/],
    ["half a deletion", "--- a/calc.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-import os\n", /not all of its lines/],
    ["too many lines", `--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n${"+x\n".repeat(4000)}`, /changes more than 3000 lines/],
    ["too much", `--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+${"x".repeat(300_000)}\n`, /larger than/],
  ])("for %s", (_name, patch, reason) => {
    const checked = checkPatch(patch, [CALC]);
    expect(checked).toMatchObject({ ok: false, problem: expect.stringMatching(reason) });
  });
});
