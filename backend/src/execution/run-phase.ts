import type { RunPhase, RunResult } from "@pipewright/contract/incident";
import { type ExecutionDeps, type ExecutionHooks, type ExecutionInput, executionName } from "./execution-deps.ts";
import type { Workspace } from "./workspace/workspace.ts";

export interface PhaseRun {
  phase: RunPhase;
  command: string;
  workspace: Workspace;
  network: boolean;
  keepChanges: boolean;
}

/** Runs the command of one phase in the executor. @throws the signal's reason when the run was called off */
export async function runPhase(
  run: PhaseRun,
  input: ExecutionInput,
  deps: ExecutionDeps,
  hooks: ExecutionHooks,
): Promise<RunResult> {
  const { phase, command, workspace, network, keepChanges } = run;
  await hooks.onPhaseStart(phase, command);
  const request = {
    runId: phaseRunId(input, phase),
    incidentId: input.incidentId,
    workspace: workspace.dir,
    command,
    image: input.image ?? input.fix.image,
    network,
    ...(network && input.fix.hosts && { hosts: input.fix.hosts }),
    limits: deps.limits,
    keepChanges,
  };
  const { signal } = hooks;
  const result = await deps.executor.run(request, { signal, onOutput: (text) => hooks.onOutput(phase, text) });
  if (result.outcome === "cancelled") signal.throwIfAborted();
  return result;
}

/** The name of a phase's run, for ever. */
export function phaseRunId(input: ExecutionInput, phase: RunPhase): string {
  return `${executionName(input)}-${phase}`;
}
