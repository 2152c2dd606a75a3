import { createHash } from "node:crypto";
import type { Fix } from "@pipewright/contract/fix";
import type { Verification } from "@pipewright/contract/incident";
import type { Scenario } from "@pipewright/contract/simulate";
import { type ExecutedFix, executeFix } from "../execute-fix.ts";
import type { ExecutionHooks } from "../execution-deps.ts";
import type { Executor, RunLimits } from "../executor.ts";
import { verifyFix } from "../verify-fix.ts";
import { createGit } from "../workspace/run-git.ts";

const MIB = 1024 * 1024;

export const TEST_LIMITS: RunLimits = { timeoutMs: 60_000, memoryBytes: 512 * MIB, cpus: 1, pids: 128 };

/** A right fix for each example that a script can repair, as a person would write it. */
export const EXAMPLE_SCRIPTS: Readonly<Record<string, string>> = {
  "config-trailing-comma": "sed -i -E ':a;N;$!ba;s/,([[:space:]]*[}\\]])/\\1/g' config/app.json",
  "env-file-missing": "cp .env.example .env",
  "go-sum-missing": "go mod tidy",
  "makefile-spaces": "sed -i -E 's/^ +/\\t/' Makefile",
  "node-lockfile-out-of-sync": "npm install --package-lock-only --ignore-scripts --no-audit --no-fund",
  "python-missing-import": "sed -i '1i import json' app/load.py",
  "python-removed-alias":
    "sed -i 's/^from collections import Mapping/from collections.abc import Mapping/' settings/merge.py",
  "python-undeclared-dependency": "echo cryptography >> requirements.txt",
  "shell-crlf": "sed -i 's/\\r$//' scripts/check.sh",
  "shell-not-executable": "chmod +x scripts/build.sh",
  "typescript-unused-import": "sed -i '/^import { round } from/d' src/cart.ts",
};

export interface ExampleRun {
  executor: Executor;
  examplesDir: string;
  workspacesDir: string;
  scenario: Scenario;
  script: string;
  image?: string;
  limits?: RunLimits;
}

/** Takes one example through both halves, as the orchestrator does. */
export async function executeAndVerify(run: ExampleRun) {
  const lines: string[] = [];
  const hooks: ExecutionHooks = {
    signal: new AbortController().signal,
    onOutput: (phase, text) => lines.push(`${phase}: ${text}`),
    onPhaseStart: async (phase, what) => void lines.push(`${phase} $ ${what}`),
    onPhaseDone: async (phase, result) => void lines.push(`${phase} -> ${result.outcome} ${result.exitCode}`),
    onNote: async (message) => void lines.push(message),
  };
  const deps = {
    git: createGit({ env: process.env }),
    executor: run.executor,
    workspacesDir: run.workspacesDir,
    examplesDir: run.examplesDir,
    limits: run.limits ?? TEST_LIMITS,
  };
  const { scenario, script, image } = run;
  const input = {
    incidentId: `example-${scenario.id}`,
    source: { kind: "example", scenario: scenario.id } as const,
    fix: { ...scriptFix(script, scenario.command), image },
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
