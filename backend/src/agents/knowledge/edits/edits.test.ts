import { describe, expect, it } from "vitest";
import type { FileEdit } from "./file-edit.ts";
import { importFromCollectionsAbcEdit, importModuleEdit } from "./python-edits.ts";
import { dropTrailingCommasEdit, indentWithTabEdit, removeImportEdit } from "./text-edits.ts";

function edited(edit: FileEdit, text: string): string | undefined {
  return edit.apply(text);
}

describe("an import of a module", () => {
  const edit = importModuleEdit("json", "a.py");

  it.each([
    ["before other code", "x = 1\n", "import json\nx = 1\n"],
    [
      "behind a shebang and comments",
      "#!/usr/bin/env python3\n# about\n\nimport os\n",
      "#!/usr/bin/env python3\n# about\n\nimport json\nimport os\n",
    ],
    [
      "behind a docstring of many lines",
      '"""About.\n\nimport nothing\n"""\nimport os\n',
      '"""About.\n\nimport nothing\n"""\nimport json\nimport os\n',
    ],
    ["behind a docstring of one line", "'About.'\nimport os\n", "'About.'\nimport json\nimport os\n"],
    [
      "behind __future__",
      "from __future__ import annotations\nimport os\n",
      "from __future__ import annotations\nimport json\nimport os\n",
    ],
    [
      "behind __future__ in brackets",
      "from __future__ import (\n  annotations,\n)\nx = 1\n",
      "from __future__ import (\n  annotations,\n)\nimport json\nx = 1\n",
    ],
    ["with the file's line ends", "import os\r\n", "import json\r\nimport os\r\n"],
    ["in a file of comments only", "# nothing\n", "# nothing\nimport json\n"],
  ])("goes %s", (_, before, after) => {
    expect(edited(edit, before)).toBe(after);
  });

  it("is not made twice", () => {
    expect(edited(edit, "import json\n")).toBeUndefined();
  });
});

describe("names that moved to collections.abc", () => {
  const edit = importFromCollectionsAbcEdit(new Set(["Mapping", "Iterable"]), "a.py");

  it.each([
    ["alone", "from collections import Mapping\n", "from collections.abc import Mapping\n"],
    [
      "among others",
      "from collections import OrderedDict, Mapping\n",
      "from collections import OrderedDict\nfrom collections.abc import Mapping\n",
    ],
    [
      "under another name, indented, with a comment",
      "  from collections import Mapping as M  # old\r\n",
      "  from collections.abc import Mapping as M  # old\r\n",
    ],
  ])("are imported from there: %s", (_, before, after) => {
    expect(edited(edit, before)).toBe(after);
  });

  it("leave other imports alone", () => {
    expect(edited(edit, "from collections import deque\nfrom collections import (\n  Mapping,\n)\n")).toBeUndefined();
  });
});

describe("a trailing comma", () => {
  it("goes before a closing bracket, and stays everywhere else", () => {
    const edit = dropTrailingCommasEdit("a.json");
    expect(edited(edit, '{\n  "a": [1,\n  2,\n  ],\n\n}\n')).toBe('{\n  "a": [1,\n  2\n  ]\n\n}\n');
    expect(edited(edit, '{"a": "x,]"}\n')).toBeUndefined();
  });
});

describe("spaces before a recipe", () => {
  it("become a tab on that line only", () => {
    expect(edited(indentWithTabEdit(2, "Makefile"), "all:\n    cc a.c\n    cc b.c\n")).toBe(
      "all:\n\tcc a.c\n    cc b.c\n",
    );
    expect(edited(indentWithTabEdit(9, "Makefile"), "all:\n")).toBeUndefined();
  });
});

describe("a name that is imported for nothing", () => {
  it.each([
    ["import round from './a';\nx();\n", "x();\n"],
    ["import * as round from './a';\nx();\n", "x();\n"],
    ["import { round } from './a';\nx();\n", "x();\n"],
    ["import type { round } from './a';\nx();\n", "x();\n"],
    ["import { add, round } from './a';\n", "import { add } from './a';\n"],
    ["import { round, add } from './a';\n", "import { add } from './a';\n"],
    ["import { add, type round, sub } from './a';\n", "import { add, sub } from './a';\n"],
    ["import all, { round } from './a';\n", undefined],
    ["const round = 1;\n", undefined],
  ])("goes out of %j", (before, after) => {
    expect(edited(removeImportEdit("round", 1, "a.ts"), before)).toBe(after);
  });
});
