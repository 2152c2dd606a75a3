import type { Fix } from "@pipewright/contract/fix";
import type { Execution, Verification } from "@pipewright/contract/incident";
import type { IncidentRecord } from "../../incidents/incident-record.ts";

/** The pipeline is run again where it failed; what happened here would prove nothing. */
export const LEFT_TO_PIPELINE = "The pipeline runs it again; its next attempt is the proof";

export interface PipelineDependencies {
  /** Whether jobs can be run again where they failed. */
  rerunsJobs: boolean;
}

/** Whether an approved fix is to run the jobs again, and nothing is to be run here. */
export function isLeftToPipeline({ signal }: IncidentRecord, fix: Fix, { rerunsJobs }: PipelineDependencies): boolean {
  return rerunsJobs && fix.kind === "rerun" && signal.source === "github" && signal.run !== undefined;
}

export function leftExecution(executor: Execution["executor"], now: Date): Execution {
  const at = now.toISOString();
  const fix = { outcome: "exited", exitCode: 0, reason: LEFT_TO_PIPELINE, outputTail: "" } as const;
  return {
    executor,
    exitCode: 0,
    startedAt: at,
    finishedAt: at,
    diff: "",
    fix: { ...fix, startedAt: at, finishedAt: at },
  };
}

export function leftVerification(fix: Fix): Verification {
  return { verdict: "unproven", command: fix.command ?? "", reason: LEFT_TO_PIPELINE };
}
