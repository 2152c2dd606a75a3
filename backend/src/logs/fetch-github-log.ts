import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import { z } from "zod";

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
const REQUEST_TIMEOUT_MS = 60_000;

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
  const failed: Job[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = `per_page=${PAGE_SIZE}&page=${page}`;
    const list = await ask(`${base}/runs/${runId}/attempts/${attempt}/jobs?${query}`, run.token, signal);
    const { jobs } = Jobs.parse(await list.json());
    failed.push(...jobs.filter(({ conclusion }) => conclusion !== null && FAILED.has(conclusion)));
    if (jobs.length < PAGE_SIZE) break;
  }
  if (failed.length === 0) {
    throw new UpstreamError("github_no_failed_job", `GitHub names no failed job in run ${runId}, attempt ${attempt}.`, {
      retryable: false,
    });
  }
  const logs: string[] = [];
  for (const { id, name } of failed.slice(0, MAX_JOBS)) {
    const log = await (await ask(`${base}/jobs/${id}/logs`, run.token, signal)).text();
    logs.push(`${JOB_HEADER}${name.replace(/\s+/g, " ")}\n${log.endsWith("\n") ? log : `${log}\n`}`);
  }
  return logs.join("");
}

async function ask(url: string, token: string, signal: AbortSignal): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  };
  let response: Response;
  try {
    response = await fetch(url, {
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new UpstreamError("github_unreachable", `GitHub cannot be reached: ${errorMessage(cause)}`, {
      cause,
      retryable: true,
    });
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw refusal(response);
}

const REASONS: Readonly<Record<number, string>> = {
  401: "GitHub does not accept GITHUB_TOKEN. Make a new one and restart.",
  403: "GITHUB_TOKEN may not read the run. It needs actions: read on the repository.",
  404: "GitHub knows no such run, or GITHUB_TOKEN may not see the repository.",
  410: "GitHub no longer keeps the log of this run.",
};

function refusal({ status, headers }: Response): UpstreamError {
  const retryAfter = Number(headers.get("retry-after"));
  const reset = Number(headers.get("x-ratelimit-reset")) * 1000 - Date.now();
  const isLimited =
    status === 429 || (status === 403 && (headers.get("x-ratelimit-remaining") === "0" || retryAfter > 0));
  if (isLimited) {
    const retryAfterMs = retryAfter > 0 ? retryAfter * 1000 : Math.max(1000, reset || 60_000);
    return new UpstreamError("github_rate_limited", "GitHub's rate limit is used up.", {
      retryable: true,
      retryAfterMs,
    });
  }
  if (status >= 500) return new UpstreamError("github_unavailable", `GitHub answered ${status}.`, { retryable: true });
  return new UpstreamError("github_refused", REASONS[status] ?? `GitHub answered ${status}.`, { retryable: false });
}
