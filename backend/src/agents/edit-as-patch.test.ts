import { expect, it } from "vitest";
import { editAsPatch } from "./edit-as-patch.ts";
import { importModuleEdit } from "./knowledge/edits/python-edits.ts";

const FIX = {
  kind: "script",
  summary: "Import json in a.py",
  why: "It is used.",
  script: "set -eu\n...\n",
  undo: "git checkout -- .",
  network: false,
  command: "python3 a.py",
  provider: "knowledge",
} as const;
const KNOWN = { fix: FIX, edit: importModuleEdit("json", "a.py") };

it("shows the change itself when the file is at hand", () => {
  const fix = editAsPatch(KNOWN, [{ path: "a.py", content: "import os\n\nprint(json)\n" }]);
  expect(fix).toMatchObject({ kind: "patch", summary: FIX.summary, command: FIX.command, undo: FIX.undo });
  expect(fix.script).toBeUndefined();
  expect(fix.patch).toBe("--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,4 @@\n+import json\n import os\n \n print(json)\n");
});

it.each([
  ["the file is not at hand", []],
  ["only its beginning is", [{ path: "a.py", content: "import os\n", cut: true }]],
  ["there is nothing to change in it", [{ path: "a.py", content: "import json\n" }]],
])("keeps the script when %s", (_, files) => {
  expect(editAsPatch(KNOWN, files)).toEqual(FIX);
});
