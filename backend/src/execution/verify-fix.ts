import { ConflictError } from "@pipewright/contract/errors";
import type { RunResult, Verification } from "@pipewright/contract/incident";
import { type ExecutedFix, finishPhase } from "./execute-fix.ts";
import { type ExecutionDeps, type ExecutionHooks, type ExecutionInput, provingCommand } from "./execution-deps.ts";
import { judgeProof } from "./judge-proof.ts";
import { openWorkspace } from "./open-workspace.ts";
import { pickExecutor } from "./pick-executor.ts";
import { runOnHost } from "./run-on-host.ts";
import { runPhase } from "./run-phase.ts";
import { applyPatch } from "./workspace/apply-patch.ts";
import { copyWorkspace, findCopy } from "./workspace/copy-workspace.ts";
import type { Workspace } from "./workspace/workspace.ts";

export interface VerifyInput extends ExecutionInput {
  execution: Pick<ExecutedFix, "before" | "fix" | "diff">;
  /** The run after the fix, when an earlier process finished it. */
  after?: RunResult | undefined;
}

/** Runs the same command on the fixed copy, and judges. @throws GitError when the workspace has to be made again and cannot */
export async function verifyFix(
  input: VerifyInput,
  given: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<Verification> {
  const deps = { ...given, executor: await pickExecutor(input, given, hooks) };
  const pristine = await openWorkspace(input, deps, hooks);
  const command = provingCommand(input, deps);
  const { before, fix, diff } = input.execution;
  const ran = fix.outcome === "exited" && fix.exitCode === 0;
  let after = input.after;
  let hostCheck: RunResult | undefined;
  if (ran) {
    const workspace = await openFixedCopy(pristine, diff, deps, hooks);
    if (command !== undefined) after ??= await runAfter(workspace, command, input, deps, hooks);
    if (deps.hostCheck && !failed(after)) hostCheck = await runHostCheck(workspace, deps, hooks);
  }
  const { emptyReason } = pristine;
  const proof = { command, emptyReason, fixKind: input.fix.kind, before, fix, diff, after, hostCheck };
  return {
    ...judgeProof(proof),
    command: command ?? deps.hostCheck?.command.join(" ") ?? "",
    ...(before && { before }),
    ...(after && { after }),
  };
}

/** The copy that the fix has run on; when it is gone, one with the stored diff applied. */
async function openFixedCopy(
  pristine: Workspace,
  diff: string,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<Workspace> {
  const found = await findCopy(pristine, "after");
  if (found) return found;
  const copy = await copyWorkspace(pristine, "after.rebuilt", { withGit: deps.executor.name === "docker" });
  if (diff === "") return copy;
  const { applied, message } = await applyPatch(deps.git, copy, diff, hooks.signal);
  if (applied) return copy;
  throw new ConflictError(
    "workspace_lost",
    `The fixed workspace is gone and its diff does not apply any more: ${message}`,
  );
}

async function runAfter(
  workspace: Workspace,
  command: string,
  input: ExecutionInput,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<RunResult> {
  const run = { phase: "after", command, workspace, network: false, keepChanges: false } as const;
  return finishPhase("after", await runPhase(run, input, deps, hooks), input, deps, hooks);
}

async function runHostCheck(
  workspace: Workspace,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<RunResult | undefined> {
  if (!deps.hostCheck) return undefined;
  const { signal } = hooks;
  await hooks.onNote(`Running the check on the host: ${deps.hostCheck.command.join(" ")}`);
  const onOutput = (text: string): void => hooks.onOutput("after", text);
  return runOnHost(deps.hostCheck, { cwd: workspace.dir, timeoutMs: deps.limits.timeoutMs, signal, onOutput });
}

function failed(result: RunResult | undefined): boolean {
  return result !== undefined && !(result.outcome === "exited" && result.exitCode === 0);
}
