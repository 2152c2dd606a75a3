import { describe, expect, it } from "vitest";
import { diagnoseLines } from "./testing/rule-examples.ts";
import { type Files, SHELLS } from "./testing/run-fix-script.ts";

interface Case {
  log: string;
  command?: string;
  before: Files;
  after: Files;
}

const frame = (file: string) => `  File "/home/runner/work/shop/shop/${file}", line 9, in load\n    x`;
const missing = (file: string) => `${frame(file)}\nNameError: name 'json' is not defined`;
const alias = (line: string) =>
  `${frame("a.py")}\n    ${line}\nImportError: cannot import name 'Mapping' from 'collections'`;
const unused = (name: string) => `src/a.ts(1,10): error TS6133: '${name}' is declared but its value is never read.`;
const NOT_LISTED = "ERROR: No module named 'cryptography' in requirements.txt";

const CASES: Record<string, Case> = {
  "imports behind shebang, encoding, docstring and future": {
    log: missing("app/a.py"),
    before: {
      "app/a.py":
        '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Loads.\n\nMore of it: import nothing\n"""\nfrom __future__ import annotations\n\nimport sys\n\nx = 1\n',
    },
    after: {
      "app/a.py":
        '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Loads.\n\nMore of it: import nothing\n"""\nfrom __future__ import annotations\n\nimport json\nimport sys\n\nx = 1\n',
    },
  },
  "imports in a file that has nothing but a future and a function": {
    log: missing("a.py"),
    before: { "a.py": "from __future__ import (\n    annotations,\n)\ndef f():\n    return json\n" },
    after: { "a.py": "from __future__ import (\n    annotations,\n)\nimport json\ndef f():\n    return json\n" },
  },
  "imports in a file with a one-line docstring": {
    log: missing("a b.py"),
    before: { "a b.py": "'It is one.'\nprint(json)\n" },
    after: { "a b.py": "'It is one.'\nimport json\nprint(json)\n" },
  },
  "imports in a file that begins with code": {
    log: missing("a b.py"),
    before: { "a b.py": "print(json)\n" },
    after: { "a b.py": "import json\nprint(json)\n" },
  },
  "does not import twice": {
    log: missing("a.py"),
    before: { "a.py": "import os\nimport json\n" },
    after: { "a.py": "import os\nimport json\n" },
  },
  "moves a name to collections.abc": {
    log: alias("from collections import Mapping"),
    before: { "a.py": "import os\nfrom collections import Mapping\n" },
    after: { "a.py": "import os\nfrom collections.abc import Mapping\n" },
  },
  "leaves the names that stay in collections": {
    log: alias("from collections import OrderedDict, Mapping as M, Sequence  # old"),
    before: { "a.py": "    from collections import OrderedDict, Mapping as M, Sequence  # old\n" },
    after: {
      "a.py": "    from collections import OrderedDict\n    from collections.abc import Mapping as M, Sequence\n",
    },
  },
  "adds a requirement to a file without a last line end": {
    log: NOT_LISTED,
    before: { "requirements.txt": "flask==3.0\ncryptography-vectors==1" },
    after: { "requirements.txt": "flask==3.0\ncryptography-vectors==1\ncryptography\n" },
  },
  "does not add a requirement that is there with a version": {
    log: NOT_LISTED,
    before: { "requirements.txt": "Cryptography>=42  # pinned\n" },
    after: { "requirements.txt": "Cryptography>=42  # pinned\n" },
  },
  "makes .env from its example": {
    log: "./run.sh: line 5: ./.env: No such file or directory",
    before: { ".env.example": "A=1\n" },
    after: { ".env.example": "A=1\n", ".env": "A=1\n" },
  },
  "strips carriage returns": {
    log: "/usr/bin/env: ‘bash\\r’: No such file or directory",
    command: "./scripts/check.sh --all",
    before: { "scripts/check.sh": "#!/usr/bin/env bash\r\necho ok\r\n" },
    after: { "scripts/check.sh": "#!/usr/bin/env bash\necho ok\n" },
  },
  "removes trailing commas over empty lines": {
    log: "Expecting property name enclosed in double quotes: line 5 column 1 (char 9)",
    command: "python3 -m json.tool config/app.json",
    before: { "config/app.json": '{\n  "a": [1, 2,\n  ],\n  "b": "x,",\n\n}\n' },
    after: { "config/app.json": '{\n  "a": [1, 2\n  ],\n  "b": "x,"\n\n}\n' },
  },
  "indents a recipe with a tab": {
    log: "Makefile:2: *** missing separator.  Stop.",
    before: { Makefile: "all:\n    echo hi\n" },
    after: { Makefile: "all:\n\techo hi\n" },
  },
  "drops an import of one name": {
    log: unused("a"),
    before: { "src/a.ts": 'import { a } from "./b";\nexport {};\n' },
    after: { "src/a.ts": "export {};\n" },
  },
  "drops the first of several names": {
    log: unused("a"),
    before: { "src/a.ts": 'import { a, type ab, b } from "./b";\n' },
    after: { "src/a.ts": 'import { type ab, b } from "./b";\n' },
  },
  "drops the last of several names": {
    log: unused("b"),
    before: { "src/a.ts": 'import { ab, b } from "./b";\n' },
    after: { "src/a.ts": 'import { ab } from "./b";\n' },
  },
  "drops a name in the middle": {
    log: unused("b"),
    before: { "src/a.ts": 'import { a, b, c } from "./b";\n' },
    after: { "src/a.ts": 'import { a, c } from "./b";\n' },
  },
};

describe("a fix script", () => {
  for (const [shell, run] of Object.entries(SHELLS)) {
    it.each(Object.entries(CASES))(`in ${shell}: %s`, async (_name, { log, command, before, after }) => {
      const failingStep = command === undefined ? {} : { failingStep: { name: "Run", command } };
      const { fix } = diagnoseLines(log, failingStep);
      expect(fix.kind).toBe("script");
      const script = fix.script ?? "";
      expect(script.startsWith("set -eu\n")).toBe(true);
      const first = await run(script, before);
      expect(first).toEqual({ exitCode: 0, files: after });
    });
  }

  it.each([
    "imports behind shebang, encoding, docstring and future",
    "moves a name to collections.abc",
    "strips carriage returns",
  ])("changes nothing the second time: %s", async (name) => {
    const found = CASES[name];
    if (found === undefined) throw new Error(`no case ${name}`);
    const failingStep = found.command === undefined ? {} : { failingStep: { name: "Run", command: found.command } };
    const script = diagnoseLines(found.log, failingStep).fix.script ?? "";
    for (const run of Object.values(SHELLS)) expect((await run(script, found.after)).files).toEqual(found.after);
  });

  it("stops and changes nothing when what the log named is not there", async () => {
    const script = diagnoseLines(unused("a")).fix.script ?? "";
    const files = { "src/a.ts": "const a = 1;\n" };
    for (const run of Object.values(SHELLS)) {
      const result = await run(script, files);
      expect(result.exitCode).not.toBe(0);
      expect(result.files["src/a.ts"]).toBe(files["src/a.ts"]);
    }
  });
});

describe("a hostile log", () => {
  const PATHS = [
    "../../etc/cron.d/x.py",
    "/etc/passwd.py",
    "-rf.py",
    "a/../../b.py",
    ".git/hooks/pre-commit.py",
    "$(touch pwned).py",
    "`touch pwned`.py",
    "a;touch pwned;.py",
    "a\u202eb.py",
  ];

  it.each(PATHS)("gets no script for the path %s", (path) => {
    for (const log of [
      `  File "${path}", line 9, in load\nNameError: name 'json' is not defined`,
      `  File "/home/runner/work/shop/shop/${path}", line 9, in load\nNameError: name 'json' is not defined`,
      `bash: ${path.replace(/\.py$/, ".sh")}: Permission denied`,
      `${path.replace(/\.py$/, ".ts")}(1,10): error TS6133: 'a' is declared but its value is never read.`,
      `ERROR: No module named 'a' in ${path.replace(/\.py$/, "requirements.txt")}`,
    ]) {
      const { fix } = diagnoseLines(log);
      expect(fix.script ?? "").not.toMatch(/pwned|etc|\.git|-rf|\.\./);
    }
  });

  it("cannot put a command into a script through a name", async () => {
    for (const name of ["json'; touch pwned; '", "json$(touch pwned)", 'json"; touch pwned; "']) {
      const { fix } = diagnoseLines(
        `ERROR: No module named '${name}' in requirements.txt\nERROR: No module named 'ok' in requirements.txt`,
      );
      if (fix.script === undefined) continue;
      for (const run of Object.values(SHELLS)) {
        const { files } = await run(fix.script, { "requirements.txt": "a\n" });
        expect(Object.keys(files)).toEqual(["requirements.txt"]);
      }
    }
  });
});
