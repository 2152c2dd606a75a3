import type { FixDraft } from "@pipewright/contract/fix";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import { describe, expect, it } from "vitest";
import { applyPolicy } from "./apply-policy.ts";
import { protectedPaths } from "./check-paths.ts";
import { matchJob } from "./match-job.ts";
import { matchWildcard } from "./match-wildcard.ts";
import { patchPaths } from "./patch-paths.ts";
import { resolvePolicy } from "./resolve-policy.ts";

const FILE = `version: 1
jobs:
  "ci/test (*": { command: npm test, image: node:22-slim }
  ci: { command: make check }
fixes:
  kinds: [script, patch]
  protect: ["migrations/**", .github, "*.sql", "!seed.sql"]
approvals: { two_from: high, people: [alice, bob] }
network:
  hosts: ["packages.example.org", "*.mirror.example.org"]
notify: [slack]
`;

function policyOf(text = FILE, job = {}): AppliedPolicy {
  return resolvePolicy(text, { file: ".pipewright.yml", commit: "3f9a2c1", hash: "0".repeat(64) }, job);
}

function draft(changes: Partial<FixDraft>): FixDraft {
  return { kind: "script", summary: "Add it", why: "It lacks", network: false, provider: "knowledge", ...changes };
}

const patchOf = (path: string) => `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;

describe("a job of a policy", () => {
  it("is found by workflow/job, by its name or by its workflow; the first entry counts", () => {
    const patterns = ["ci/unit", "test (*", "ci", "*"];
    expect(matchJob(patterns, { workflow: "ci", job: "unit" })).toBe("ci/unit");
    expect(matchJob(patterns, { workflow: "nightly", job: "test (ubuntu, 20)" })).toBe("test (*");
    expect(matchJob(patterns, { workflow: "ci", job: "lint" })).toBe("ci");
    expect(matchJob(patterns, {})).toBe("*");
    expect(matchJob(["ci"], {})).toBeUndefined();
  });

  it("is looked for in a time that no pattern can make long", () => {
    const started = performance.now();
    expect(matchWildcard(`${"*a".repeat(95)}b`, "a".repeat(255))).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
    expect(matchWildcard("a*c*", "abcd")).toBe(true);
    expect(matchWildcard("a*c", "abcd")).toBe(false);
  });
});

describe("a policy for one job", () => {
  it("says which rules apply and on which lines they stand", () => {
    const policy = policyOf(FILE, { workflow: "ci", job: "test (ubuntu, 20)" });
    expect(policy).toMatchObject({ command: "npm test", image: "node:22-slim", twoFrom: "high" });
    expect(policy.rules).toEqual([
      { line: 3, words: "proof: npm test" },
      { line: 3, words: "image: node:22-slim" },
      { line: 6, words: "allowed fixes: script, patch" },
      { line: 7, words: "migrations/**, .github, *.sql, !seed.sql protected" },
      { line: 8, words: "two approvers from high" },
      { line: 8, words: "approved by alice, bob" },
      { line: 10, words: "network: packages.example.org, *.mirror.example.org" },
    ]);
  });

  it("puts its command in the place of the one that failed", () => {
    const { draft: applied } = applyPolicy(draft({ command: "jest" }), policyOf(FILE, { workflow: "ci" }));
    expect(applied.command).toBe("make check");
  });
});

describe("a fix under a policy", () => {
  const refusal = (changes: Partial<FixDraft>, text = FILE) => applyPolicy(draft(changes), policyOf(text)).refusal;

  it("of a kind that is not allowed becomes a task for a person, with the rule and its line", () => {
    const { draft: task } = applyPolicy(draft({ kind: "rerun" }), policyOf());
    expect(task).toMatchObject({ kind: "manual", summary: "A person has to do this: Add it" });
    expect(task.why).toMatch(/^\.pipewright\.yml line 6 \(fixes\.kinds\) allows only script, patch; this is a rerun\./);
    expect(applyPolicy(draft({ kind: "manual" }), policyOf()).refusal).toBeUndefined();
  });

  it("that patches a protected path is refused, by whatever name the path goes", () => {
    expect(refusal({ kind: "patch", patch: patchOf("migrations/0001.py") })).toMatch(
      /protects paths that this fix touches: migrations\/0001\.py \(migrations\/\*\*, line 7\)/,
    );
    expect(refusal({ kind: "patch", patch: patchOf("src/../.github/workflows/ci.yml") })).toMatch(/\.github/);
    expect(refusal({ kind: "patch", patch: patchOf("Migrations/0001.py") })).toMatch(/protects/);
    expect(refusal({ kind: "patch", patch: patchOf("db/down.sql") })).toMatch(/\*\.sql, line 7/);
    expect(refusal({ kind: "patch", patch: patchOf("seed.sql") })).toBeUndefined();
    expect(refusal({ kind: "patch", patch: patchOf("src/migrations.py") })).toBeUndefined();
  });

  it("never touches the policy itself, whatever the policy says, or when there is none", () => {
    const changes = { kind: "patch", patch: patchOf(".pipewright.yml") } as const;
    expect(refusal(changes, "version: 1\nfixes: { protect: ['!.pipewright.yml'] }\n")).toBe(
      "No fix may touch the policy itself (.pipewright.yml).",
    );
    expect(applyPolicy(draft(changes), { status: "none", rules: [] }).draft.kind).toBe("manual");
    expect(refusal({ kind: "patch", patch: patchOf("docs/.pipewright.yml") })).toBeUndefined();
  });

  it("that names a host which is not allowed is refused; one without the network is not asked", () => {
    const script = "curl -f https://packages.example.org/a -o a\ncurl https://evil.example/x\n";
    expect(refusal({ script, network: true })).toMatch(/line 10 \(network\.hosts\) does not allow evil\.example\./);
    expect(refusal({ script: "pip install -i https://eu.mirror.example.org/simple x", network: true })).toBeUndefined();
    expect(refusal({ script: "curl https://mirror.example.org.evil.example/x", network: true })).toMatch(
      /does not allow/,
    );
    expect(refusal({ script, network: false })).toBeUndefined();
    const made = `p=\${HTTP_PROXY#http://}; curl "https://$HOST/x" http://localhost:8080/ && git clone git@evil.example:a/b`;
    expect(refusal({ script: made, network: true })).toMatch(/does not allow evil\.example\.$/);
    expect(refusal({ script: "curl http://10.0.0.1/", network: true })).toMatch(/does not allow 10\.0\.0\.1\.$/);
    expect(refusal({ script: "npm install", network: true }, "version: 1\nnetwork: { hosts: [] }\n")).toMatch(
      /line 2 \(network\.hosts\) allows no network; this script needs it/,
    );
  });

  it("is not run at all while the file is wrong, and the file's mistakes are told", () => {
    const { draft: task } = applyPolicy(draft({}), policyOf("version: 1\nfixes: { kinds: [scrip] }\n"));
    expect(task.kind).toBe("manual");
    expect(task.why).toMatch(/\.pipewright\.yml:2:18: fixes\.kinds\.0 must be one of/);
  });
});

describe("the paths of a diff", () => {
  it("are all that it names: renamed, removed, of another mode, and with other letters than ASCII", () => {
    const diff = [
      "diff --git a/old name.txt b/new name.txt",
      "similarity index 100%",
      "rename from old name.txt",
      "rename to new name.txt",
      'diff --git "a/caf\\303\\251.sql" "b/caf\\303\\251.sql"',
      "deleted file mode 100644",
      "diff --git a/run me.sh b/run me.sh",
      "old mode 100644",
      "new mode 100755",
      "diff --git a/q.txt b/q.txt",
      "--- a/q.txt",
      "+++ b/q.txt",
      "@@ -1,2 +1,2 @@",
      "--- a/migrations/not-a-path",
      "+++ b/migrations/not-a-path",
      " kept",
      "",
    ].join("\n");
    expect(patchPaths(diff)).toEqual(["old name.txt", "new name.txt", "café.sql", "run me.sh", "q.txt"]);
  });

  it("that are protected are found in what a script changed", () => {
    const touched = protectedPaths(`${patchOf("a.txt")}${patchOf(".github/workflows/ci.yml")}`, policyOf());
    expect(touched).toEqual([{ path: ".github/workflows/ci.yml", rule: { pattern: ".github", line: 7 } }]);
  });
});
