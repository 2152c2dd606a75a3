import { readFileSync } from "node:fs";
import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { describe, expect, it } from "vitest";
import { filesNamedByEvidence } from "./which-files.ts";
import { filesImportedBy } from "./which-imports.ts";

function named(...texts: string[]): string[] {
  const lines = texts.map((text, index) => ({ n: index + 1, text }));
  const reduced: ReducedLog = { format: "plain", totalLines: lines.length, lines, candidates: [] };
  const evidence = [{ startLine: 1, endLine: lines.length, reason: "", excerpt: "" }];
  const diagnosis: Diagnosis = {
    category: "unknown",
    title: "t",
    rootCause: "",
    severity: "low",
    confidence: 0.5,
    provider: "knowledge",
    evidence,
  };
  return filesNamedByEvidence(reduced, diagnosis);
}

describe("the files that evidence names", () => {
  it.each<[string, string[]]>([
    ['  File "/home/runner/work/billing/billing/tests/test_x.py", line 9, in test_a', ["tests/test_x.py"]],
    ['  File "app/load.py", line 9', ["app/load.py"]],
    ["src/cart.ts(1,30): error TS6133: 'x' is declared", ["src/cart.ts"]],
    ["./pkg/server/main.go:12:5: undefined: x", ["pkg/server/main.go"]],
    ["D:\\a\\shop\\shop\\src\\Cart.cs(3,1): error CS1002", ["src/Cart.cs"]],
    ["/builds/group/project/lib/a.rb:3:in `x'", ["lib/a.rb"]],
    ["/github/workspace/src/main.rs", ["src/main.rs"]],
    ["    at add (/__w/shop/shop/src/add.js:3:9)", ["src/add.js"]],
    ["FAILED tests/test_a.py::TestA::test_b - assert 1 == 2", ["tests/test_a.py"]],
    ["ImportError while importing test module '/home/runner/work/a/a/tests/test_b.py'.", ["tests/test_b.py"]],
    ["ERROR: test_gives (tests.test_load.LoadOrders.test_gives)", ["tests/test_load.py"]],
    ["Dockerfile:12", ["Dockerfile"]],
    ["Makefile:3: *** missing separator.  Stop.", ["Makefile"]],
    ['  File "/opt/hostedtoolcache/Python/3.12/x64/lib/python3.12/unittest/case.py", line 1', []],
    ['  File "/home/runner/work/a/a/.venv/lib/python3.12/site-packages/x.py", line 1', []],
    ["    at /home/runner/work/a/a/node_modules/vitest/dist/x.js:1:1", []],
    ["see https://example.org/docs/a.html and ../../etc/x.conf", []],
    ["/etc/ssl/openssl.cnf /root/.ssh/config.py", []],
  ])("%s", (line, paths) => {
    expect(named(line)).toEqual(paths);
  });

  it("are six at most, each once, in order", () => {
    expect(named("a.py a.py b.py", "c.py d.py", "e.py f.py g.py")).toEqual([
      "a.py",
      "b.py",
      "c.py",
      "d.py",
      "e.py",
      "f.py",
    ]);
  });
});

describe("the files that a test imports", () => {
  it("are found for Python, from the root and beside it", () => {
    const path = new URL("../../../examples/python-failing-test/repo/tests/test_instalments.py", import.meta.url);
    const content = readFileSync(path, "utf8");
    expect(filesImportedBy([{ path: "tests/test_instalments.py", content }])).toContain("billing/instalments.py");
  });

  it("are found for relative imports", () => {
    expect(filesImportedBy([{ path: "pkg/a/b.py", content: "from ..c import d\nfrom . import e\n" }])).toEqual(
      expect.arrayContaining(["pkg/c.py", "pkg/c/d.py", "pkg/a/e.py"]),
    );
    expect(
      filesImportedBy([
        { path: "src/a.test.ts", content: 'import { a } from "./a.js";\nconst b = require("../lib/b")\n' },
      ]),
    ).toEqual(expect.arrayContaining(["src/a.ts", "lib/b.ts", "lib/b/index.js"]));
  });

  it("never lie outside the repository", () => {
    expect(filesImportedBy([{ path: "a.ts", content: 'import "../../../etc/x";' }])).toEqual([]);
    expect(filesImportedBy([{ path: "a.py", content: "from .... import x" }])).toEqual([]);
  });
});
