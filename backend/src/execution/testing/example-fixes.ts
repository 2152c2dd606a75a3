import { createHash } from "node:crypto";
import type { Fix } from "@pipewright/contract/fix";
import type { Verification } from "@pipewright/contract/incident";
import type { RunLimits } from "@pipewright/contract/run-limits";
import type { Scenario } from "@pipewright/contract/simulate";
import { type ExecutedFix, executeFix } from "../execute-fix.ts";
import type { ExecutionHooks } from "../execution-deps.ts";
import type { Executor } from "../executor.ts";
import { verifyFix } from "../verify-fix.ts";
import { createGit } from "../workspace/run-git.ts";

const MIB = 1024 * 1024;

export const TEST_LIMITS: RunLimits = { timeoutMs: 60_000, memoryBytes: 512 * MIB, cpus: 1, pids: 128 };

export interface ExampleRun {
  executor: Executor;
  examplesDir: string;
  workspacesDir: string;
  scenario: Scenario;
  script: string;
}

/** Takes one example through both halves, as the orchestrator does. */
export async function executeAndVerify(run: ExampleRun) {
  const lines: string[] = [];
  const hooks: ExecutionHooks = {
    signal: new AbortController().signal,
    onOutput: (phase, text) => lines.push(`${phase}: ${text}`),
    onPhaseStart: async (phase, what) => void lines.push(`${phase} $ ${what}`),
    onPhaseDone: async (phase, result) => void lines.push(`${phase} -> ${result.outcome} ${result.exitCode}`),
    onStandIn: async (executor, why) => void lines.push(`${executor}: ${why}`),
    onNote: async (message) => void lines.push(message),
  };
  const deps = {
    git: createGit({ env: process.env }),
    executor: run.executor,
    workspacesDir: run.workspacesDir,
    examplesDir: run.examplesDir,
    limits: TEST_LIMITS,
  };
  const { scenario, script } = run;
  const input = {
    incidentId: `example-${scenario.id}`,
    source: { kind: "example", scenario: scenario.id } as const,
    fix: scriptFix(script, scenario.command),
    journal: {},
  };
  const execution: ExecutedFix = await executeFix(input, deps, hooks);
  const verification: Verification = await verifyFix({ ...input, execution }, deps, hooks);
  return { execution, verification, lines };
}

export function scriptFix(script: string, command: string): Fix {
  return {
    kind: "script",
    summary: "repairs it",
    why: "it is broken",
    script,
    command,
    network: false,
    provider: "person",
    revision: 1,
    digest: `sha256:${createHash("sha256").update(script).digest("hex")}`,
  };
}
