import { PipewrightError } from "@pipewright/contract/errors";
import type { Execution, RunResult, Verification } from "@pipewright/contract/incident";
import { FIX_REFUTED } from "../../incidents/state-machine.ts";
import { type ExecutionHooks, type ExecutionInput, runHooks, runMessage } from "./execute-approved.ts";
import type { Step } from "./step.ts";

export interface VerifyDependencies {
  verify(
    input: ExecutionInput & { execution: Execution; after?: RunResult | undefined },
    hooks: ExecutionHooks,
  ): Promise<Verification>;
}

/** Runs the failing command again, on the fixed workspace, and judges: proven, unproven or refuted. */
export function verifyResult(dependencies: VerifyDependencies): Step {
  return async (incident, context) => {
    const { execution, fix, signal, verification: journal } = incident;
    if (execution === undefined || fix === undefined) {
      throw new PipewrightError("no_execution", 500, "There is no execution to verify.");
    }
    const verification = await dependencies.verify(
      {
        incidentId: incident._id.toHexString(),
        source: signal.workspace,
        fix,
        journal: { before: execution.before, fix: execution.fix, diff: execution.diff },
        execution,
        after: journal?.after,
      },
      {
        ...runHooks(context),
        onPhaseDone: (phase, result) =>
          context.note({
            kind: "run.finished",
            message: runMessage(phase, result),
            data: { phase, exitCode: result.exitCode },
          }),
      },
    );
    const { verdict, reason } = verification;
    const message = `${verdict[0]?.toUpperCase()}${verdict.slice(1)}${reason ? `: ${reason}` : ""}`;
    if (verdict === "refuted") {
      const failure = {
        step: incident.status,
        code: FIX_REFUTED,
        message: reason ?? "The command still fails.",
        attempts: 1,
      };
      return { event: "refuted", changes: { verification, failure }, message, data: { verdict } };
    }
    return { event: "verified", changes: { verification }, message, data: { verdict } };
  };
}
