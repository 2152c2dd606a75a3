import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import type { FailedStep, ReducedLog } from "@pipewright/contract/reduced-log";
import type { IncidentRecord, StoredLog } from "../../incidents/incident-record.ts";
import type { Step, StepContext } from "./step.ts";

interface RunOfRepo {
  repo: string;
  branch: string;
  runId: number;
  attempt: number;
  workflowId?: number | undefined;
}

export interface CollectDependencies {
  storeLog(text: string): Promise<StoredLog>;
  /** Fetches the failed jobs' log of a GitHub run. */
  fetchRunLog(
    run: RunOfRepo,
    signal: AbortSignal,
  ): Promise<{ text: string; job: string; failedSteps: readonly FailedStep[] }>;
  /** Fetches the log of the same job when it last passed, if it did. The job's name saves a question. */
  fetchPassingLog(
    run: RunOfRepo & { job?: string | undefined },
    signal: AbortSignal,
  ): Promise<{ runId: number; bytes: Uint8Array } | undefined>;
  /** Reads a stored log, beside one of the same job that passed if there is one, and keeps of it what may state the error. */
  reduceStored(
    fileId: string,
    signal: AbortSignal,
    beside: { passingLog?: Uint8Array | undefined; failedSteps?: readonly FailedStep[] | undefined },
  ): Promise<ReducedLog>;
  saveReduced(incidentId: string, reduced: ReducedLog): Promise<void>;
}

/** Brings the log into the store, if it is not there yet, and keeps of it what may state the error. */
export function collectLog(dependencies: CollectDependencies): Step {
  return async (incident, context) => {
    const { log, job } = incident.log
      ? { log: incident.log, job: undefined }
      : await fetchLog(dependencies, incident, context);
    const passingLog = await fetchPassing(dependencies, incident, context, job);
    const reduced = await dependencies.reduceStored(log.fileId, context.signal, {
      passingLog,
      failedSteps: log.failedSteps,
    });
    await dependencies.saveReduced(incident._id.toHexString(), reduced);
    const reduction = { keptLines: reduced.lines.length, totalLines: reduced.totalLines };
    return {
      event: "collected",
      changes: { reduction },
      message: `Read ${count(reduction.totalLines)} lines of log and kept ${count(reduction.keptLines)}`,
      data: reduction,
    };
  };
}

async function fetchLog(
  dependencies: CollectDependencies,
  incident: IncidentRecord,
  context: StepContext,
): Promise<{ log: StoredLog; job: string }> {
  const run = runOf(incident);
  if (run === undefined) {
    throw new PipewrightError(
      "no_log",
      422,
      "The signal carried no log and names no run to fetch one from. A run report brings its log in `logs`.",
    );
  }
  const { text, job, failedSteps } = await dependencies.fetchRunLog(run, context.signal);
  const log = { ...(await dependencies.storeLog(text)), job, failedSteps };
  await context.journal(
    { log },
    { kind: "log.fetched", message: `Fetched the log of run ${run.runId}, attempt ${run.attempt}` },
  );
  return { log, job };
}

function runOf({ signal: { repo, branch, run } }: IncidentRecord): RunOfRepo | undefined {
  return run && { repo, branch, runId: run.id, attempt: run.attempt, workflowId: run.workflowId };
}

/** What only helps must not stop the step: without it the log is read by itself. */
async function fetchPassing(
  dependencies: CollectDependencies,
  incident: IncidentRecord,
  { signal, note }: StepContext,
  job: string | undefined,
): Promise<Uint8Array | undefined> {
  const run = runOf(incident);
  if (run === undefined) return undefined;
  try {
    const passed = await dependencies.fetchPassingLog({ ...run, job }, signal);
    if (passed === undefined) return undefined;
    await note({ kind: "log.compared", message: `Compared with run ${passed.runId}, in which the job passed` });
    return passed.bytes;
  } catch (error) {
    signal.throwIfAborted();
    await note({ kind: "log.note", message: `Read without a passing run to compare with: ${errorMessage(error)}` });
    return undefined;
  }
}

function count(lines: number): string {
  return lines.toLocaleString("en-US");
}
