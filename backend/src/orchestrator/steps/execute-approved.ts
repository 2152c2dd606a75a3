import { PipewrightError } from "@pipewright/contract/errors";
import type { Fix } from "@pipewright/contract/fix";
import type { Execution, ExecutorName, RunPhase, RunResult } from "@pipewright/contract/incident";
import type { WorkspaceSource } from "@pipewright/contract/signal";
import { digestFix } from "../../approvals/digest-fix.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { Step, StepContext } from "./step.ts";

export interface ExecutionInput {
  incidentId: string;
  source: WorkspaceSource;
  fix: Fix;
  /** Phases that are done already, from before a restart. */
  journal: { before?: RunResult | undefined; fix?: RunResult | undefined; diff?: string | undefined };
}

export interface ExecutionHooks {
  signal: AbortSignal;
  onOutput(phase: RunPhase, text: string): void;
  onPhaseStart(phase: RunPhase, what: string): Promise<void>;
  onPhaseDone(phase: RunPhase, result: RunResult): Promise<void>;
  /** Something a person should know, e.g. that the repository could not be cloned. */
  onNote(message: string): Promise<void>;
}

export interface ExecuteDependencies {
  executor: ExecutorName;
  execute(
    input: ExecutionInput,
    hooks: ExecutionHooks,
  ): Promise<{ before?: RunResult | undefined; fix: RunResult; diff: string }>;
}

/** Runs the failing command as it is, then the approved fix; nothing that is not the approved bytes. */
export function executeApproved(dependencies: ExecuteDependencies): Step {
  return async (incident, context) => {
    const fix = approvedFix(incident);
    let execution: Execution = incident.execution ?? {
      executor: dependencies.executor,
      exitCode: null,
      startedAt: context.now().toISOString(),
    };
    const hooks: ExecutionHooks = {
      ...runHooks(context),
      async onPhaseDone(phase, result) {
        execution = { ...execution, [phase]: result, ...(phase === "fix" && { exitCode: result.exitCode }) };
        await context.journal(
          { execution },
          { kind: "run.finished", message: runMessage(phase, result), data: { phase, exitCode: result.exitCode } },
        );
      },
    };
    const { before, diff } = execution;
    const done = await dependencies.execute(
      {
        incidentId: incident._id.toHexString(),
        source: incident.signal.workspace,
        fix,
        journal: { before, fix: execution.fix, diff },
      },
      hooks,
    );
    return {
      event: "executed",
      changes: {
        execution: {
          ...execution,
          ...(done.before && { before: done.before }),
          fix: done.fix,
          exitCode: done.fix.exitCode,
          diff: done.diff,
          finishedAt: context.now().toISOString(),
        },
      },
      message: done.diff === "" ? "The fix changed no file" : "The fix was run; its changes are kept",
    };
  };
}

/** The parts of the hooks that execution and verification share. */
export function runHooks(context: StepContext): Omit<ExecutionHooks, "onPhaseDone"> {
  return {
    signal: context.signal,
    onOutput: (phase, text) => context.output(phase, text),
    onPhaseStart: (phase, what) => context.note({ kind: "run.started", message: what, data: { phase } }),
    onNote: (message) => context.note({ kind: "run.note", message }),
  };
}

export function runMessage(phase: RunPhase, result: RunResult): string {
  const what = {
    before: "The failing command, before the fix",
    fix: "The fix",
    after: "The failing command, after the fix",
  }[phase];
  if (result.outcome === "exited") return `${what}: exit ${result.exitCode}`;
  return `${what}: ${result.reason ?? result.outcome.replaceAll("_", " ")}`;
}

/** @throws PipewrightError when what lies here is not, byte for byte, what was approved */
function approvedFix({ fix, approval, signal }: IncidentRecord): Fix {
  if (fix === undefined || approval?.status !== "approved") {
    throw new PipewrightError("not_approved", 409, "Nothing was run: there is no approval.");
  }
  const digest = digestFix({ ...fix, repo: signal.repo, commitSha: signal.commitSha });
  if (digest !== approval.digest) {
    throw new PipewrightError("not_approved", 409, "Nothing was run: the fix is not the one that was approved.");
  }
  return fix;
}
