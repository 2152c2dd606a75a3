import { UpstreamError } from "@pipewright/contract/errors";
import { z } from "zod";
import { askGitHub } from "./ask-github.ts";

export interface GitHubRun {
  /** Without a slash at its end. */
  apiUrl: string;
  token: string | undefined;
  repo: string;
  runId: number;
  attempt: number;
}

const Job = z.object({ id: z.int(), name: z.string(), conclusion: z.string().nullable() });
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

/** The logs of a run's failed jobs (the first five), one after the other, each under a line with the job's name. @throws UpstreamError, retryable where waiting helps */
export async function fetchGitHubLog(run: GitHubRun, { signal }: { signal: AbortSignal }): Promise<string> {
  const { apiUrl, repo, runId, attempt } = run;
  if (run.token === undefined) {
    throw new UpstreamError(
      "github_token_missing",
      `The log of run ${runId} cannot be fetched without a token. Set GITHUB_TOKEN (actions: read), restart, and press Retry.`,
      { retryable: false },
    );
  }
  const base = `${apiUrl}/repos/${repo}/actions`;
  const jobs = await listJobs(`${base}/runs/${runId}/attempts/${attempt}`, run.token, signal);
  const failed = jobs.filter(hasFailed);
  if (failed.length === 0) {
    throw new UpstreamError("github_no_failed_job", `GitHub names no failed job in run ${runId}, attempt ${attempt}.`, {
      retryable: false,
    });
  }
  const logs: string[] = [];
  for (const { id, name } of failed.slice(0, MAX_JOBS)) {
    const log = await (await askGitHub(`${base}/jobs/${id}/logs`, run.token, signal)).text();
    logs.push(`${JOB_HEADER}${name.replace(/\s+/g, " ")}\n${log.endsWith("\n") ? log : `${log}\n`}`);
  }
  return logs.join("");
}

/** All jobs of a run or of one attempt of it, by its address. @throws UpstreamError */
export async function listJobs(runUrl: string, token: string, signal: AbortSignal): Promise<Job[]> {
  const found: Job[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const list = await askGitHub(`${runUrl}/jobs?per_page=${PAGE_SIZE}&page=${page}`, token, signal);
    const { jobs } = Jobs.parse(await list.json());
    found.push(...jobs);
    if (jobs.length < PAGE_SIZE) break;
  }
  return found;
}

export function hasFailed({ conclusion }: Job): boolean {
  return conclusion !== null && FAILED.has(conclusion);
}
