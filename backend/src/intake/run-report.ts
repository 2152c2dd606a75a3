import { createHash } from "node:crypto";
import type { Run, RunReport, RunStatus } from "@pipewright/contract/runs";
import type { Signal } from "@pipewright/contract/signal";

/** A run as it was reported; the store gives it its id. */
export type ReportedRun = Omit<Run, "id" | "eventId"> & {
  /** The same for every report of the same run, attempt and job. */
  dedupeKey: string;
};

export interface ReadRunReport {
  run: ReportedRun;
  /** Only of a run that failed. */
  signal?: Signal;
}

export interface RunReportOptions {
  /** What `owner/name` is cloned from, without a slash at the end; absent: it is not cloned. */
  githubServerUrl?: string | undefined;
  receivedAt: Date;
}

/** Every report is a run; a run that failed is a signal as well. */
export function readRunReport(report: RunReport, options: RunReportOptions): ReadRunReport {
  const run = toRun(report, options.receivedAt);
  return FAILED_STATUSES.has(run.status)
    ? { run, signal: toSignal(run, report.logs, options.githubServerUrl) }
    : { run };
}

const FAILED_STATUSES: ReadonlySet<RunStatus> = new Set(["failure", "timed_out", "startup_failure"]);

function toRun(report: RunReport, receivedAt: Date): ReportedRun {
  const received = receivedAt.toISOString();
  return {
    repo: report.repo_full_name,
    branch: report.branch,
    commitSha: report.commit_sha.toLowerCase(),
    commitMessage: report.commit_message ?? "",
    workflow: report.workflow_name,
    ...(report.job && { job: report.job }),
    ...(report.run_id !== undefined && { runId: String(report.run_id) }),
    attempt: report.run_attempt ?? 1,
    ...(report.run_url && { url: report.run_url }),
    status: report.status,
    startedAt: inUtc(report.started_at) ?? received,
    ...(report.finished_at && { finishedAt: inUtc(report.finished_at) }),
    receivedAt: received,
    dedupeKey: dedupeKeyOf(report),
  };
}

function inUtc(time: string | undefined): string | undefined {
  return time ? new Date(time).toISOString() : undefined;
}

/** The status counts: where a report names no run, nothing else tells a rerun that passed from the run that failed. */
function dedupeKeyOf(report: RunReport): string {
  const run = report.run_id === undefined ? [report.commit_sha.toLowerCase(), report.branch] : [String(report.run_id)];
  const parts = [report.repo_full_name.toLowerCase(), report.workflow_name, ...run, report.run_attempt ?? 1];
  const text = JSON.stringify([...parts, report.job ?? "", report.status]);
  return createHash("sha256").update(text).digest("hex");
}

function toSignal(run: ReportedRun, logs: string | undefined, githubServerUrl: string | undefined): Signal {
  const { repo, branch, commitSha, commitMessage, workflow, job, status } = run;
  const githubRun = githubServerUrl === undefined ? undefined : githubRunOf(run, githubServerUrl);
  return {
    source: "report",
    dedupeKeys: [`report:${run.dedupeKey}`],
    repo,
    branch,
    commitSha,
    commitMessage,
    workspace:
      githubServerUrl === undefined
        ? { kind: "empty", reason: `No GitHub server is configured to clone ${repo} from.` }
        : { kind: "git", url: `${githubServerUrl}/${repo}.git`, commit: commitSha },
    report: { workflow, ...(job !== undefined && { job }), status },
    ...(githubRun && { run: githubRun }),
    ...(logs && { logs }),
  };
}

/** Only a run whose address is on the GitHub server we know can be asked for there. */
function githubRunOf(run: ReportedRun, githubServerUrl: string): Signal["run"] {
  const { url, runId, repo, attempt, workflow, status } = run;
  const id = Number(runId);
  if (!Number.isSafeInteger(id) || url !== `${githubServerUrl}/${repo}/actions/runs/${runId}`) return undefined;
  return { id, attempt, url, workflow, conclusion: status, fork: false };
}
