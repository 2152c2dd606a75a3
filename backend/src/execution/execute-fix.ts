import { ConflictError } from "@pipewright/contract/errors";
import type { ExecutorName, RunPhase, RunResult } from "@pipewright/contract/incident";
import { type ExecutionDeps, type ExecutionHooks, type ExecutionInput, provingCommand } from "./execution-deps.ts";
import { openWorkspace } from "./open-workspace.ts";
import { pickExecutor } from "./pick-executor.ts";
import { phaseRunId, runPhase } from "./run-phase.ts";
import { applyPatch } from "./workspace/apply-patch.ts";
import { copyWorkspace, findCopy } from "./workspace/copy-workspace.ts";
import { diffWorkspace } from "./workspace/diff-workspace.ts";
import type { Workspace } from "./workspace/workspace.ts";

export interface ExecutedFix {
  executor: ExecutorName;
  /** The failing command as it is; absent when nobody knows it. */
  before?: RunResult;
  fix: RunResult;
  /** What the fix changed; empty when that is nothing. */
  diff: string;
}

/**
 * Runs the failing command on one copy of the repository, then the approved fix on another, and takes the diff of that one.
 * Phases that the journal has are not run again. @throws GitError when the repository cannot be had
 */
export async function executeFix(
  input: ExecutionInput,
  given: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<ExecutedFix> {
  const deps = { ...given, executor: await pickExecutor(input, given, hooks) };
  const pristine = await openWorkspace(input, deps, hooks);
  const before = input.journal.before ?? (await runBefore(pristine, input, deps, hooks));
  const { fix, diff } = await runFix(pristine, input, deps, hooks);
  const executed = { executor: deps.executor.name, fix, diff };
  return before === undefined ? executed : { ...executed, before };
}

/**
 * The copy on which a phase runs. When runs outlive this process, a copy that is there belongs to a run that may be going on,
 * and is kept; else it is made anew, because an interrupted run may have left half of its changes in it.
 */
async function openCopy(pristine: Workspace, name: "before" | "after", deps: ExecutionDeps): Promise<Workspace> {
  const found = deps.executor.survivesCrash ? await findCopy(pristine, name) : undefined;
  return found ?? (await copyWorkspace(pristine, name, { withGit: deps.executor.name === "docker" }));
}

/** Runs one phase, hands its result over to be stored, and only then lets the executor forget it. */
export async function finishPhase(
  phase: RunPhase,
  result: RunResult,
  input: ExecutionInput,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
  diff?: string,
): Promise<RunResult> {
  await hooks.onPhaseDone(phase, result, diff);
  await deps.executor.forget(phaseRunId(input, phase));
  return result;
}

async function runBefore(
  pristine: Workspace,
  input: ExecutionInput,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<RunResult | undefined> {
  const command = provingCommand(input, deps);
  if (command === undefined) return undefined;
  const workspace = await openCopy(pristine, "before", deps);
  const run = { phase: "before", command, workspace, network: false, keepChanges: false } as const;
  return finishPhase("before", await runPhase(run, input, deps, hooks), input, deps, hooks);
}

async function runFix(pristine: Workspace, input: ExecutionInput, deps: ExecutionDeps, hooks: ExecutionHooks) {
  const { fix: done, diff: doneDiff } = input.journal;
  if (done !== undefined && doneDiff !== undefined) return { fix: done, diff: doneDiff };
  if (done !== undefined) {
    const after = await findCopy(pristine, "after");
    if (after) return { fix: done, diff: await diffWorkspace(deps.git, after, hooks.signal) };
    throw new ConflictError("workspace_lost", "The fix was run, but the workspace with its changes is gone.");
  }
  const workspace = await openCopy(pristine, "after", deps);
  const fix = await applyFix(workspace, input, deps, hooks);
  const diff = await diffWorkspace(deps.git, workspace, hooks.signal);
  await finishPhase("fix", fix, input, deps, hooks, diff);
  return { fix, diff };
}

async function applyFix(
  workspace: Workspace,
  input: ExecutionInput,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<RunResult> {
  const { fix } = input;
  switch (fix.kind) {
    case "script": {
      const run = {
        phase: "fix",
        command: fix.script ?? "",
        workspace,
        // What a stranger wrote must not reach out, whatever was asked and approved.
        network: fix.network && !(input.source.kind === "git" && input.source.fork === true),
        keepChanges: true,
      } as const;
      return runPhase(run, input, deps, hooks);
    }
    case "patch":
      return runPatch(workspace, fix.patch ?? "", deps, hooks);
    case "rerun":
      return noRun({ outcome: "exited", exitCode: 0, reason: "Nothing to change: the command is only run again" });
    default:
      return noRun({
        outcome: "unavailable",
        exitCode: null,
        reason: `A fix of the kind "${fix.kind}" is not a command`,
      });
  }
}

async function runPatch(
  workspace: Workspace,
  patch: string,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<RunResult> {
  const startedAt = new Date().toISOString();
  await hooks.onPhaseStart("fix", "git apply");
  const { applied, message } = await applyPatch(deps.git, workspace, patch, hooks.signal);
  if (message !== "") hooks.onOutput("fix", `${message}\n`);
  const finishedAt = new Date().toISOString();
  return { outcome: "exited", exitCode: applied ? 0 : 1, startedAt, finishedAt, outputTail: message };
}

function noRun(ending: Pick<RunResult, "outcome" | "exitCode" | "reason">): RunResult {
  const now = new Date().toISOString();
  return { ...ending, startedAt: now, finishedAt: now, outputTail: "" };
}
