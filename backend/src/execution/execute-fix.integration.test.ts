import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fix } from "@pipewright/contract/fix";
import type { WorkspaceSource } from "@pipewright/contract/signal";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { executeFix } from "./execute-fix.ts";
import type { ExecutionDeps, ExecutionHooks, ExecutionInput } from "./execution-deps.ts";
import type { Executor } from "./executor.ts";
import { scriptFix, TEST_LIMITS } from "./testing/example-fixes.ts";
import { createShellExecutor } from "./testing/shell-executor.ts";
import { verifyFix } from "./verify-fix.ts";
import { createGit } from "./workspace/run-git.ts";

const COMMAND = "sh check.sh";
const REPAIR = "sed -i s/bad/good/ state.txt";
const PATCH = "--- a/state.txt\n+++ b/state.txt\n@@ -1 +1 @@\n-bad\n+good\n";
const SOURCE: WorkspaceSource = { kind: "example", scenario: "broken" };
const GONE: WorkspaceSource = { kind: "git", url: "file:///there/is/none", commit: "a".repeat(40) };

let scratch: string;
let executor: ReturnType<typeof createShellExecutor>;
let deps: ExecutionDeps;
let told: string[];
let hooks: ExecutionHooks;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "pipewright-execute-"));
  const repo = join(scratch, "examples", "broken", "repo");
  mkdirSync(repo, { recursive: true });
  writeFileSync(join(repo, "state.txt"), "bad\n");
  writeFileSync(join(repo, "check.sh"), "cat state.txt; grep -q good state.txt\n");
  executor = createShellExecutor();
  deps = {
    git: createGit({ env: process.env }),
    executor,
    workspacesDir: join(scratch, "workspaces"),
    examplesDir: join(scratch, "examples"),
    limits: TEST_LIMITS,
  };
  told = executor.log;
  hooks = {
    signal: new AbortController().signal,
    onOutput: (phase, text) => told.push(`${phase}: ${text.trim()}`),
    onPhaseStart: async (phase, what) => void told.push(`${phase} $ ${what}`),
    onPhaseDone: async (phase, { exitCode }) => void told.push(`stored ${phase} ${exitCode}`),
    onStandIn: async (executor, why) => void told.push(`${executor}: ${why}`),
    onNote: async (message) => void told.push(message),
  };
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function fixOf(change: Partial<Fix> = {}): Fix {
  return { ...scriptFix(REPAIR, COMMAND), ...change };
}

function inputOf(change: Partial<ExecutionInput> = {}): ExecutionInput {
  return { incidentId: "i1", source: SOURCE, fix: fixOf(), journal: {}, ...change };
}

async function runBoth(input: ExecutionInput) {
  const execution = await executeFix(input, deps, hooks);
  const journal = { ...input.journal, executor: execution.executor };
  return { execution, verification: await verifyFix({ ...input, journal, execution }, deps, hooks) };
}

const copy = (name: string): string => join(deps.workspacesDir, "i1-r1", name);

describe("a fix for a commit of a fork", () => {
  it.each([
    [false, true],
    [true, false],
  ])(
    "with fork: %s has the network it asks for: %s, and asks for a credential only when it is none",
    async (fork, network) => {
      const repo = join(scratch, "git");
      const git = (...args: string[]) =>
        execFileSync("git", ["-C", repo, "-c", "user.name=T", "-c", "user.email=t@localhost", ...args]);
      cpSync(join(scratch, "examples", "broken", "repo"), repo, { recursive: true });
      git("init", "-q", "-b", "main");
      git("add", ".");
      git("commit", "-qm", "Break it");
      const url = `file://${repo}`;
      const networks: boolean[] = [];
      const cloned: string[] = [];
      const watched: Executor = {
        ...executor,
        run(request, options) {
          networks.push(request.network);
          return executor.run(request, options);
        },
      };
      const gitToken = async (asked: string) => {
        cloned.push(asked);
        return undefined;
      };
      const source: WorkspaceSource = { kind: "git", url, commit: "main", fork };
      await executeFix(
        inputOf({ source, fix: fixOf({ network: true }) }),
        { ...deps, executor: watched, gitToken },
        hooks,
      );
      expect(networks).toEqual([false, network]);
      expect(cloned).toEqual(fork ? [] : [url]);
    },
  );
});

describe("a fix that is executed and verified", () => {
  it("shows red before, its diff, and green after, each stored before it is forgotten", async () => {
    const { execution, verification } = await runBoth(inputOf());
    expect(verification).toMatchObject({
      verdict: "proven",
      command: COMMAND,
      before: { exitCode: 1, outputTail: "bad\n" },
      after: { exitCode: 0, outputTail: "good\n" },
    });
    expect(verification.reason).toBeUndefined();
    expect(execution.diff).toContain("-bad\n+good\n");
    expect(told).toEqual([
      `before $ ${COMMAND}`,
      "run i1-r1-before",
      "before: bad",
      "stored before 1",
      "forget i1-r1-before",
      `fix $ ${REPAIR}`,
      "run i1-r1-fix",
      "fix: ",
      "stored fix 0",
      "forget i1-r1-fix",
      `after $ ${COMMAND}`,
      "run i1-r1-after",
      "after: good",
      "stored after 0",
      "forget i1-r1-after",
    ]);
  });

  it("may be a patch", async () => {
    const { execution, verification } = await runBoth(inputOf({ fix: fixOf({ kind: "patch", patch: PATCH }) }));
    expect(verification.verdict).toBe("proven");
    expect(execution.diff).toContain("+good");
  });

  it("is refuted with git's words when the patch does not apply", async () => {
    const patch = PATCH.replace("-bad", "-other");
    const { execution, verification } = await runBoth(inputOf({ fix: fixOf({ kind: "patch", patch }) }));
    expect(execution.fix).toMatchObject({ exitCode: 1, outputTail: expect.stringContaining("patch does not apply") });
    expect(verification).toMatchObject({
      verdict: "refuted",
      reason: expect.stringContaining("did not run to its end"),
    });
    expect(verification.after).toBeUndefined();
  });

  it("is refuted when it does not help, and when it fails", async () => {
    const useless = await runBoth(inputOf({ fix: fixOf({ script: "echo x > other.txt" }) }));
    expect(useless.verification).toMatchObject({ verdict: "refuted", after: { exitCode: 1 } });
    const failing = await runBoth(inputOf({ fix: fixOf({ script: `${REPAIR}; exit 4`, revision: 2 }) }));
    expect(failing.verification).toMatchObject({ verdict: "refuted", reason: expect.stringContaining("exit code 4") });
  });

  it("that only runs again proves nothing when it is green by chance", async () => {
    const marker = join(scratch, "second-time");
    const command = `test -e ${marker} || { touch ${marker}; exit 1; }`;
    const { verification } = await runBoth(inputOf({ fix: fixOf({ kind: "rerun", command }) }));
    expect(verification).toMatchObject({ verdict: "unproven", reason: expect.stringContaining("comes and goes") });
  });

  it("without a known command still gives its diff", async () => {
    const { command: _, ...fix } = fixOf();
    const { execution, verification } = await runBoth(inputOf({ fix }));
    expect(execution.diff).toContain("+good");
    expect(verification).toMatchObject({
      verdict: "unproven",
      command: "",
      reason: expect.stringContaining("nothing to run"),
    });
  });

  it("is proven by the operator's command where one is set", async () => {
    deps = { ...deps, verifyCommand: "grep good state.txt" };
    expect((await runBoth(inputOf())).verification).toMatchObject({
      verdict: "proven",
      command: "grep good state.txt",
    });
  });

  it("cannot leave traps for our git", async () => {
    const trap = join(scratch, "trapped");
    const script = `${REPAIR}; git init -q inner; printf '[core]\\n\\tfsmonitor = touch ${trap}\\n' >> inner/.git/config
      mkdir -p .git/hooks; printf '#!/bin/sh\\ntouch ${trap}\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit`;
    const { verification } = await runBoth(inputOf({ fix: fixOf({ script }) }));
    expect(verification.verdict).toBe("proven");
    expect(existsSync(trap)).toBe(false);
  });
});

describe("a repository that cannot be cloned", () => {
  it("is an error", async () => {
    await expect(executeFix(inputOf({ source: GONE }), deps, hooks)).rejects.toMatchObject({ code: "git_failed" });
  });

  it("makes an empty workspace for a simulation, which proves nothing and says so", async () => {
    const fix = fixOf({ script: "echo good > state.txt", command: "cat state.txt" });
    const { verification } = await runBoth(inputOf({ source: GONE, fix, emptyWhenUnavailable: true }));
    expect(verification).toMatchObject({
      verdict: "unproven",
      reason: expect.stringMatching(/empty workspace: the repository could not be cloned/),
      after: { exitCode: 0 },
    });
    expect(told[0]).toMatch(/^The repository could not be cloned .*going on in an empty workspace$/);
  });
});

describe("after a restart", () => {
  it("runs no phase again that the journal has", async () => {
    const { execution } = await runBoth(inputOf());
    told.length = 0;
    const journal = { before: execution.before, fix: execution.fix, diff: execution.diff };
    expect(await executeFix(inputOf({ journal }), deps, hooks)).toEqual(execution);
    expect(told).toEqual([]);
  });

  it("goes on with the fix when only the run before is done", async () => {
    const { before } = (await runBoth(inputOf())).execution;
    told.length = 0;
    await executeFix(inputOf({ journal: { before } }), deps, hooks);
    expect(told.filter((line) => line.startsWith("run"))).toEqual(["run i1-r1-fix"]);
  });

  it("starts the fix on a fresh copy when runs end with the process", async () => {
    await executeFix(inputOf(), deps, hooks);
    writeFileSync(join(copy("after"), "half-done"), "x");
    const { diff } = await executeFix(inputOf(), deps, hooks);
    expect(diff).not.toContain("half-done");
  });

  it("keeps the copy that a run goes on with when runs outlive the process", async () => {
    const lasting = createShellExecutor({ survivesCrash: true });
    const lastingDeps = { ...deps, executor: lasting };
    await executeFix(inputOf(), lastingDeps, hooks);
    writeFileSync(join(copy("after"), "made-by-the-run"), "x\n");
    const { diff } = await executeFix(inputOf(), lastingDeps, hooks);
    expect(diff).toContain("made-by-the-run");
  });

  it("makes the fixed workspace again from the diff when it is gone", async () => {
    const execution = await executeFix(inputOf(), deps, hooks);
    rmSync(deps.workspacesDir, { recursive: true });
    const verification = await verifyFix({ ...inputOf(), execution }, deps, hooks);
    expect(verification).toMatchObject({ verdict: "proven", after: { exitCode: 0 } });
  });

  it("judges a stored run after the fix without running it again", async () => {
    const { execution, verification } = await runBoth(inputOf());
    told.length = 0;
    const again = await verifyFix({ ...inputOf(), execution, after: verification.after }, deps, hooks);
    expect(again).toEqual(verification);
    expect(told).toEqual([]);
  });

  it("takes the diff that was not stored from the copy that is there", async () => {
    const execution = await executeFix(inputOf(), deps, hooks);
    const journal = { before: execution.before, fix: execution.fix };
    expect((await executeFix(inputOf({ journal }), deps, hooks)).diff).toBe(execution.diff);
  });
});

describe("an executor without its image", () => {
  const why = "The image x is not on the Docker engine";

  function withoutImage(): Executor {
    const docker = createShellExecutor();
    return { ...docker, name: "docker", prepare: async () => ({ ok: false, message: why }) };
  }

  it("leaves the whole execution to its stand-in, and says so once", async () => {
    deps = { ...deps, executor: withoutImage(), standIn: executor };
    const { execution, verification } = await runBoth(inputOf());
    expect(execution.executor).toBe("sandbox");
    expect(verification.verdict).toBe("proven");
    expect(told).toContain(`sandbox: ${why}. Going on in the embedded sandbox`);
  });

  it("goes on with the stand-in after a restart, though the image has come meanwhile", async () => {
    const { execution } = await runBoth(inputOf());
    const docker = { ...createShellExecutor(), name: "docker" as const };
    const journal = { executor: "sandbox" as const, before: execution.before };
    const again = await executeFix(inputOf({ journal }), { ...deps, executor: docker, standIn: executor }, hooks);
    expect(again.executor).toBe("sandbox");
    expect(docker.log).toEqual([]);
  });

  it("says what would help when the stand-in cannot run the command either", async () => {
    const result = { outcome: "unavailable", exitCode: null, reason: "There is no npm here." } as const;
    const standIn: Executor = {
      ...executor,
      run: async () => ({ ...result, startedAt: "", finishedAt: "", outputTail: "" }),
    };
    deps = { ...deps, executor: withoutImage(), standIn };
    const { verification } = await runBoth(inputOf());
    expect(verification.verdict).toBe("unproven");
    expect(verification.reason).toContain(`There is no npm here. ${why}`);
  });
});

describe("called off", () => {
  it("stores nothing of the run that was cut", async () => {
    const controller = new AbortController();
    hooks = { ...hooks, signal: controller.signal };
    const running = executeFix(inputOf({ fix: fixOf({ command: "exec sleep 60" }) }), deps, hooks);
    setTimeout(() => controller.abort(new Error("shutting down")), 1500);
    await expect(running).rejects.toThrow("shutting down");
    expect(told.some((line) => line.startsWith("stored"))).toBe(false);
  });
});

describe("the operator's check on the host", () => {
  const check = (script: string) => ({ command: ["sh", "-c", script], env: { PATH: process.env.PATH } });

  it("runs in the fixed workspace, with its own environment only, and must pass too", async () => {
    deps = { ...deps, hostCheck: check("cat state.txt; env | sort > env.txt; grep -q good state.txt") };
    expect((await runBoth(inputOf())).verification.verdict).toBe("proven");
    expect(told).toContain("after: good");
    expect(readFileSync(join(copy("after"), "env.txt"), "utf8")).not.toContain("HOME=");
  });

  it("refutes when it fails", async () => {
    deps = { ...deps, hostCheck: check("exit 5") };
    const { verification } = await runBoth(inputOf());
    expect(verification).toMatchObject({
      verdict: "refuted",
      reason: expect.stringContaining("check on the host failed"),
    });
  });

  it("leaves it unproven when it cannot be started or does not end", async () => {
    deps = { ...deps, hostCheck: { command: ["there-is-no-such-program"], env: {} } };
    expect((await runBoth(inputOf())).verification.reason).toContain("there-is-no-such-program cannot be started");
    const limits = { ...TEST_LIMITS, timeoutMs: 1000 };
    deps = { ...deps, limits, hostCheck: check("sleep 30 & wait") };
    const late = await runBoth(inputOf({ fix: fixOf({ revision: 2 }) }));
    expect(late.verification).toMatchObject({
      verdict: "unproven",
      reason: expect.stringContaining("Stopped after 1 s"),
    });
  });

  it("is not run when the command still fails", async () => {
    deps = { ...deps, hostCheck: check(`touch ${join(scratch, "checked")}`) };
    await runBoth(inputOf({ fix: fixOf({ script: "true" }) }));
    expect(existsSync(join(scratch, "checked"))).toBe(false);
  });
});
