import { PipewrightError } from "@pipewright/contract/errors";
import type { Verification } from "@pipewright/contract/incident";
import type { ExecutionHooks } from "../../execution/execution-deps.ts";
import type { VerifyInput } from "../../execution/verify-fix.ts";
import { FIX_REFUTED } from "../../incidents/state-machine.ts";
import { createJournal, executionInput } from "./execute-approved.ts";
import {
  isLeftToPipeline,
  LEFT_TO_PIPELINE,
  leftVerification,
  type PipelineDependencies,
} from "./leave-to-pipeline.ts";
import type { Step } from "./step.ts";

export interface VerifyDependencies extends PipelineDependencies {
  verify(input: VerifyInput, hooks: ExecutionHooks): Promise<Verification>;
}

/** Runs the failing command again, on the fixed workspace, and judges: proven, unproven or refuted. */
export function verifyResult(dependencies: VerifyDependencies): Step {
  return async (incident, context) => {
    const { execution, fix } = incident;
    if (execution?.fix === undefined || fix === undefined) {
      throw new PipewrightError("no_execution", 500, "There is no execution to verify.");
    }
    if (isLeftToPipeline(incident, fix, dependencies)) {
      return { event: "verified", changes: { verification: leftVerification(fix) }, message: LEFT_TO_PIPELINE };
    }
    const { before, fix: fixRun, diff = "", after } = execution;
    const journal = createJournal(incident, context, execution);
    const verification = await dependencies.verify(
      { ...executionInput(incident, fix), execution: { ...(before && { before }), fix: fixRun, diff }, after },
      journal.hooks,
    );
    const { verdict, reason } = verification;
    const message = `${VERDICTS[verdict]}${reason ? `: ${reason}` : ""}`;
    const changes = { execution: journal.execution(), verification };
    if (verdict === "refuted") {
      const failure = {
        step: incident.status,
        code: FIX_REFUTED,
        message: reason ?? "The command still fails.",
        attempts: 1,
      };
      return { event: "refuted", changes: { ...changes, failure }, message, data: { verdict } };
    }
    return { event: "verified", changes, message, data: { verdict } };
  };
}

const VERDICTS = { proven: "Proven", unproven: "Unproven", refuted: "Refuted" } as const;
