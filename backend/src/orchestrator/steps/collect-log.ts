import { PipewrightError } from "@pipewright/contract/errors";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { IncidentRecord, StoredLog } from "../../incidents/incident-record.ts";
import type { Step, StepContext } from "./step.ts";

export interface CollectDependencies {
  storeLog(text: string): Promise<StoredLog>;
  /** Fetches the failed jobs' log of a GitHub run. */
  fetchRunLog(run: { repo: string; runId: number; attempt: number }, signal: AbortSignal): Promise<string>;
  /** Reads a stored log and keeps of it what may state the error. */
  reduceStored(fileId: string, signal: AbortSignal): Promise<ReducedLog>;
  saveReduced(incidentId: string, reduced: ReducedLog): Promise<void>;
}

/** Brings the log into the store, if it is not there yet, and keeps of it what may state the error. */
export function collectLog(dependencies: CollectDependencies): Step {
  return async (incident, context) => {
    const log = incident.log ?? (await fetchLog(dependencies, incident, context));
    const reduced = await dependencies.reduceStored(log.fileId, context.signal);
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
): Promise<StoredLog> {
  const { repo, run } = incident.signal;
  if (run === undefined) {
    throw new PipewrightError("no_log", 422, "The signal carried no log and names no run to fetch one from.");
  }
  const text = await dependencies.fetchRunLog({ repo, runId: run.id, attempt: run.attempt }, context.signal);
  const log = await dependencies.storeLog(text);
  await context.journal(
    { log },
    { kind: "log.fetched", message: `Fetched the log of run ${run.id}, attempt ${run.attempt}` },
  );
  return log;
}

function count(lines: number): string {
  return lines.toLocaleString("en-US");
}
