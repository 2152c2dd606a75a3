import { describe, expect, it } from "vitest";
import { parseDiff } from "./parse-diff.ts";

describe("reading a diff", () => {
  it("numbers the lines on both sides and counts them", () => {
    const [file] = parseDiff(
      "diff --git a/app/load.py b/app/load.py\nindex 1..2 100644\n--- a/app/load.py\n+++ b/app/load.py\n@@ -1,2 +1,3 @@\n+import json\n def load():\n-  old\n+  new\n",
    );
    expect(file).toMatchObject({ path: "app/load.py", added: 2, removed: 1, changes: [] });
    expect(file?.lines.slice(1)).toEqual([
      { kind: "added", after: 1, text: "import json" },
      { kind: "context", before: 1, after: 2, text: "def load():" },
      { kind: "removed", before: 2, text: "  old" },
      { kind: "added", after: 3, text: "  new" },
    ]);
  });

  it("does not take a removed line that looks like a header for one", () => {
    const files = parseDiff("--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1 @@\n--- a comment\n select 1\n");
    expect(files).toHaveLength(1);
    expect(files[0]?.lines[1]).toEqual({ kind: "removed", before: 1, text: "-- a comment" });
  });

  it("says what happened to a file as a whole", () => {
    const files = parseDiff(
      "diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\ndiff --git a/.env b/.env\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/.env\n@@ -0,0 +1 @@\n+A=1\n\\ No newline at end of file\n",
    );
    expect(files.map((file) => [file.path, file.changes])).toEqual([
      ["run.sh", ["was plain file", "is now executable"]],
      [".env", ["new file"]],
    ]);
    expect(files[1]?.lines.at(-1)).toEqual({ kind: "note", text: "\\ No newline at end of file" });
  });

  it("keeps what it does not understand", () => {
    expect(parseDiff("see the log for details")[0]?.lines).toEqual([{ kind: "note", text: "see the log for details" }]);
    expect(parseDiff("")).toEqual([]);
  });
});
