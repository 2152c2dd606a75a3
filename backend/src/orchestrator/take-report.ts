import type { RunAccepted, RunReport } from "@pipewright/contract/runs";
import { type ReportedRun, readRunReport } from "../intake/run-report.ts";
import type { Runs } from "../runs/runs.ts";
import type { Orchestrator } from "./orchestrator.ts";

export interface TakeReportDependencies {
  runs: Pick<Runs, "record" | "failuresOf">;
  accept: Orchestrator["accept"];
  /** Tells the memory that what failed in these incidents passed with nothing changed. */
  notePassed(incidentIds: string[]): Promise<void>;
  /** Masks secrets. */
  redact(text: string): string;
  githubServerUrl?: string | undefined;
  now(): Date;
}

/**
 * Stores what a pipeline says of a run, and begins to treat a failure. The incident comes first: each half changes nothing
 * when it is done again, so a report that is sent again after a crash between the two loses and doubles nothing.
 */
export async function takeReport(report: RunReport, dependencies: TakeReportDependencies): Promise<RunAccepted> {
  const { runs, accept, githubServerUrl, now } = dependencies;
  const { run, signal } = readRunReport(report, { githubServerUrl, receivedAt: now() });
  const eventId = signal && (await accept(signal)).eventId;
  const stored = await runs.record({ ...maskRun(run, dependencies.redact), ...(eventId && { eventId }) });
  if (run.status === "success") await notePass(run, dependencies);
  return { ...stored, ...(eventId && { event_id: eventId }) };
}

/** A run is several jobs: without the job's name, nobody can say that what passed is what had failed. */
async function notePass(run: ReportedRun, { runs, notePassed }: TakeReportDependencies): Promise<void> {
  if (run.job === undefined) return;
  const failures = await runs.failuresOf({ ...run, job: run.job });
  if (failures.length > 0) await notePassed(failures);
}

function maskRun(run: ReportedRun, redact: TakeReportDependencies["redact"]): ReportedRun {
  const { branch, commitMessage, workflow, url } = run;
  return {
    ...run,
    branch: redact(branch),
    commitMessage: redact(commitMessage),
    workflow: redact(workflow),
    ...(url !== undefined && { url: redact(url) }),
  };
}
