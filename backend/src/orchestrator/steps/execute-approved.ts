import { PipewrightError } from "@pipewright/contract/errors";
import type { Fix } from "@pipewright/contract/fix";
import type { Execution, ExecutorName, RunPhase, RunResult } from "@pipewright/contract/incident";
import { digestFix } from "../../approvals/digest-fix.ts";
import type { ExecutedFix } from "../../execution/execute-fix.ts";
import type { ExecutionHooks, ExecutionInput } from "../../execution/execution-deps.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { checkChange, settlePolicy } from "./hold-to-policy.ts";
import { isLeftToPipeline, leftExecution, type PipelineDependencies } from "./leave-to-pipeline.ts";
import type { PolicyDependencies } from "./note-policy.ts";
import type { Step, StepContext } from "./step.ts";

export interface ExecuteDependencies extends PolicyDependencies, PipelineDependencies {
  executor: ExecutorName;
  execute(input: ExecutionInput, hooks: ExecutionHooks): Promise<ExecutedFix>;
}

/** Runs the failing command as it is, then the approved fix; nothing that is not the approved bytes. */
export function executeApproved(dependencies: ExecuteDependencies): Step {
  return async (incident, context) => {
    const fix = approvedFix(incident);
    await settlePolicy(incident, dependencies, context);
    if (isLeftToPipeline(incident, fix, dependencies)) {
      const execution = leftExecution(dependencies.executor, context.now());
      return { event: "executed", changes: { execution }, message: "Nothing is run here: the pipeline runs it again" };
    }
    const journal = createJournal(incident, context, {
      executor: dependencies.executor,
      exitCode: null,
      startedAt: context.now().toISOString(),
    });
    const { diff } = await dependencies.execute(executionInput(incident, fix), journal.hooks);
    checkChange(diff, incident.policy);
    return {
      event: "executed",
      changes: { execution: { ...journal.execution(), diff, finishedAt: context.now().toISOString() } },
      message: diff === "" ? "The fix changed no file" : "The fix was run; its changes are kept",
    };
  };
}

/** What an execution is about, with the phases that are done already. */
export function executionInput({ _id, signal, execution }: IncidentRecord, fix: Fix): ExecutionInput {
  return {
    incidentId: _id.toHexString(),
    source: signal.workspace,
    fix,
    emptyWhenUnavailable: signal.source === "simulate",
    journal: { executor: execution?.executor, before: execution?.before, fix: execution?.fix, diff: execution?.diff },
  };
}

/** Stores each phase as it ends, so that a restart goes on behind it, and tells of its begin. */
export function createJournal(incident: IncidentRecord, context: StepContext, fresh: Execution) {
  let execution = incident.execution ?? fresh;
  const hooks: ExecutionHooks = {
    signal: context.signal,
    onOutput: (phase, text) => context.output(phase, text),
    onPhaseStart: (phase, what) =>
      context.note({ kind: "run.started", message: startMessage(phase, what), data: { phase } }),
    onStandIn(executor, why) {
      execution = { ...execution, executor };
      return context.note({ kind: "run.note", message: why });
    },
    onNote: (message) => context.note({ kind: "run.note", message }),
    onPhaseDone(phase, result, diff) {
      execution = {
        ...execution,
        [phase]: result,
        ...(phase === "fix" && { exitCode: result.exitCode }),
        ...(diff !== undefined && { diff }),
      };
      const entry = {
        kind: "run.finished",
        message: runMessage(phase, result),
        data: { phase, exitCode: result.exitCode },
      };
      return context.journal({ execution }, entry);
    },
  };
  return { hooks, execution: () => execution };
}

/** The fix itself is shown with the incident; its text has no place in a line. */
function startMessage(phase: RunPhase, command: string): string {
  return phase === "fix" ? "Running the approved fix" : `Running ${command}`;
}

function runMessage(phase: RunPhase, result: RunResult): string {
  const what = {
    before: "The failing command, before the fix",
    fix: "The fix",
    after: "The failing command, after the fix",
  }[phase];
  if (result.outcome === "exited") return `${what}: exit ${result.exitCode}`;
  if (result.outcome === "unavailable") return `${what}: cannot be run here`;
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
