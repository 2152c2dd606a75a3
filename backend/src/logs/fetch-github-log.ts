import { errorMessage, PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import type { FailedStep } from "@pipewright/contract/reduced-log";
import { z } from "zod";
import type { ActionsApi } from "./actions-api.ts";
import { openLogArchive } from "./log-archive.ts";

export interface GitHubRun {
  api: ActionsApi;
  runId: number;
  attempt: number;
}

export interface FetchedLog {
  text: string;
  /** Name of the first job that failed. */
  job: string;
  /** Of the jobs whose logs it holds. */
  failedSteps: FailedStep[];
}

const JobStep = z.object({
  name: z.string(),
  conclusion: z.string().nullable(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
});
const Job = z.object({
  id: z.int(),
  name: z.string(),
  conclusion: z.string().nullable(),
  steps: z.array(JobStep).optional(),
});
type Job = z.infer<typeof Job>;
const Jobs = z.object({ jobs: z.array(Job) });
/** Most that GitHub gives on one page. */
const PAGE_SIZE = 100;
const MAX_PAGES = 10;
/** A matrix that fails as a whole says the same many times over: so many jobs tell enough. */
const MAX_JOBS = 5;
/** Begins the log of each job, as runners mark the start of a section. */
const JOB_HEADER = "##[section]Starting: ";
const FAILED = new Set(["failure", "timed_out", "startup_failure"]);
/** How a zip archive begins. */
const ARCHIVE = Buffer.from("PK\u0003\u0004");

/**
 * The logs of a run's failed jobs (the first five), one after the other, each under a line with the job's name. A log that is gone
 * is left out while there is another. @throws UpstreamError, retryable where waiting helps
 */
export async function fetchGitHubLog({ api, runId, attempt }: GitHubRun, signal: AbortSignal): Promise<FetchedLog> {
  const failed = await listFailedJobs({ api, runId, attempt }, signal);
  if (failed.length === 0) {
    throw new UpstreamError("github_no_failed_job", `GitHub names no failed job in run ${runId}, attempt ${attempt}.`, {
      retryable: false,
    });
  }
  const read: { job: Job; log: string }[] = [];
  let missing: UpstreamError | undefined;
  for (const job of failed.slice(0, MAX_JOBS)) {
    try {
      read.push({ job, log: await fetchJobLog(api, job, signal) });
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.retryable) throw error;
      missing ??= error;
    }
  }
  const [first] = read;
  if (first === undefined) throw missing;
  if (read.every(({ log }) => log.trim() === "")) throw emptyLog(first.job);
  const logs = read.map(
    ({ job, log }) => `${JOB_HEADER}${inOneLine(job.name)}\n${log.endsWith("\n") ? log : `${log}\n`}`,
  );
  return { text: logs.join(""), job: first.job.name, failedSteps: read.flatMap(({ job }) => failedStepsOf(job)) };
}

async function fetchJobLog(api: ActionsApi, { id, name }: Job, signal: AbortSignal): Promise<string> {
  const bytes = await api.jobLog(id, signal);
  try {
    return await readLog(bytes);
  } catch (error) {
    if (!(error instanceof PipewrightError)) throw error;
    const message = `The log of job ${inOneLine(name)} came damaged: ${errorMessage(error)}`;
    throw new UpstreamError("github_log_damaged", message, { cause: error, retryable: true });
  }
}

/** A log may be written a moment late; a job whose runner was lost never says anything. */
function emptyLog({ name }: Job): UpstreamError {
  const message = `The log of job ${inOneLine(name)} is empty. Look at the run on GitHub; its machine may have been lost.`;
  return new UpstreamError("github_log_empty", message, { retryable: true });
}

function failedStepsOf({ name: job, steps = [] }: Job): FailedStep[] {
  return steps.flatMap(({ name, conclusion, started_at: startedAt, completed_at: completedAt }) =>
    conclusion !== null && FAILED.has(conclusion) && startedAt && completedAt
      ? [{ job: inOneLine(job), name: inOneLine(name), startedAt, completedAt }]
      : [],
  );
}

function inOneLine(name: string): string {
  return name.replace(/\s+/g, " ").trim();
}

/** The jobs of an attempt that failed, in GitHub's order. @throws UpstreamError */
export async function listFailedJobs({ api, runId, attempt }: GitHubRun, signal: AbortSignal): Promise<Job[]> {
  return (await listJobs(api, `/runs/${runId}/attempts/${attempt}`, signal)).filter(hasFailed);
}

/** All jobs of a run or of one attempt of it, by its path. @throws UpstreamError */
export async function listJobs(api: ActionsApi, run: string, signal: AbortSignal): Promise<Job[]> {
  const found: Job[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { jobs } = Jobs.parse(await api.json(`${run}/jobs?per_page=${PAGE_SIZE}&page=${page}`, signal));
    found.push(...jobs);
    if (jobs.length < PAGE_SIZE) break;
  }
  return found;
}

function hasFailed({ conclusion }: Job): boolean {
  return conclusion !== null && FAILED.has(conclusion);
}

async function readLog(bytes: Uint8Array): Promise<string> {
  const log = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!log.subarray(0, ARCHIVE.length).equals(ARCHIVE)) return log.toString("utf8");
  const pieces: Uint8Array[] = [];
  for (const entry of await openLogArchive(log)) for await (const piece of entry.read()) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}
