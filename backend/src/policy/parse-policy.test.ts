import { describe, expect, it } from "vitest";
import { parsePolicy } from "./parse-policy.ts";

const problemsOf = (text: string) => {
  const read = parsePolicy(text);
  return read.ok ? [] : read.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
};

describe("a policy file", () => {
  it("is read with its jobs in the file's order", () => {
    const read = parsePolicy('version: 1\njobs:\n  "ci/*": { command: npm test }\n  2: { image: node:22-slim }\n');
    expect(read).toMatchObject({ ok: true, policy: { jobs: ["ci/*", "2"], file: { version: 1 } } });
  });

  it("says of an unknown key where it stands and which was meant", () => {
    expect(problemsOf("version: 1\nfixes:\n  kind: [script]\n")).toEqual([
      '3:3 fixes.kind: "kind" is not a key that is known here; did you mean "kinds"?',
    ]);
    expect(problemsOf("version: 1\nbanana: 1\n")).toEqual([
      '2:1 banana: "banana" is not a key that is known here; possible here: version, jobs, fixes, approvals, network, notify',
    ]);
    expect(problemsOf("version: 1\njobs:\n  test:\n    comand: make\n")).toEqual([
      '4:5 jobs.test.comand: "comand" is not a key that is known here; did you mean "command"?',
    ]);
  });

  it("says of every wrong value where it stands, not only of the first", () => {
    expect(
      problemsOf(
        "version: 2\nfixes:\n  kinds: [script, patsh]\napprovals:\n  two_from: hihg\nnetwork:\n  hosts:\n    - https://example.org/x\nnotify: slack\n",
      ),
    ).toEqual([
      "1:1 version: must be 1",
      '3:19 fixes.kinds.1: must be one of script, patch, rerun, restart; did you mean "patch"?',
      '5:3 approvals.two_from: must be one of low, medium, high, critical; did you mean "high"?',
      '8:7 network.hosts.0: must be a host name such as "packages.example.org" or "*.example.org"',
      "9:1 notify: must be a list, but is text",
    ]);
  });

  it("says what is missing or empty", () => {
    expect(problemsOf("")).toEqual(['1:1 : The file is empty. Begin it with "version: 1".']);
    expect(problemsOf("fixes:\n")).toEqual([
      "1:1 version: must be 1",
      "1:1 fixes: must be a group of keys, but is empty",
    ]);
  });

  it("refuses what is no YAML, with the line", () => {
    expect(problemsOf("version: 1\nfixes: [script\n")[0]).toMatch(/^\d:\d+ : The YAML cannot be read: /);
    expect(problemsOf("version: 1\nversion: 1\n")[0]).toMatch(
      /^2:1 : The YAML cannot be read: Map keys must be unique/,
    );
    expect(problemsOf("version: 1\n---\nversion: 1\n")).toHaveLength(1);
  });

  it("refuses aliases, which could be multiplied without end, and files that are too large", () => {
    const bomb =
      "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b]\n";
    expect(problemsOf(bomb)).toEqual(["2:8 : Aliases (*name) are not read here; write the value out."]);
    expect(problemsOf(`version: 1\n# ${"x".repeat(70_000)}\n`)).toEqual(["1:1 : The file is larger than 64 KiB."]);
  });

  it("takes hostile keys for unknown ones", () => {
    expect(problemsOf("version: 1\n__proto__: { polluted: true }\n")[0]).toMatch(
      /^2:1 __proto__: "__proto__" is not a key/,
    );
    expect(problemsOf("version: 1\njobs:\n  __proto__: { command: make }\n")).toEqual([]);
  });
});
