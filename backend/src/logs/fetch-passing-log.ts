import { z } from "zod";
import { askGitHub } from "./ask-github.ts";
import { type GitHubRun, hasFailed, listJobs } from "./fetch-github-log.ts";

export interface FetchedPassingLog {
  /** The run that passed. */
  runId: number;
  bytes: Uint8Array;
}

/** Nobody waits longer for what only helps. ms. */
const PATIENCE_MS = 20_000;
const MAX_BYTES = 64 * 1024 * 1024;

const Run = z.object({ workflow_id: z.int(), head_branch: z.string().nullable() });
const Runs = z.object({ workflow_runs: z.array(z.object({ id: z.int() })) });

/**
 * The log of the first failed job as it was when the workflow last passed: on the same branch, else on any. Undefined when it never
 * passed, has no such job, or has a log too long to be of use. @throws UpstreamError, or the signal's reason
 */
export async function fetchPassingLog(run: GitHubRun, signal: AbortSignal): Promise<FetchedPassingLog | undefined> {
  const { apiUrl, repo, runId, attempt, token } = run;
  if (token === undefined) return undefined;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const actions = `${apiUrl}/repos/${repo}/actions`;
  const ask = (path: string) => askGitHub(`${actions}${path}`, token, patience);

  const failed = (await listJobs(`${actions}/runs/${runId}/attempts/${attempt}`, token, patience)).find(hasFailed);
  const { workflow_id, head_branch } = Run.parse(await (await ask(`/runs/${runId}`)).json());
  const lastPassed = async (filter: string): Promise<number | undefined> => {
    const list = await ask(`/workflows/${workflow_id}/runs?status=success&per_page=1${filter}`);
    return Runs.parse(await list.json()).workflow_runs[0]?.id;
  };
  const onBranch = head_branch === null ? undefined : await lastPassed(`&branch=${encodeURIComponent(head_branch)}`);
  const passed = onBranch ?? (await lastPassed(""));
  if (failed === undefined || passed === undefined) return undefined;

  const jobs = await listJobs(`${actions}/runs/${passed}`, token, patience);
  const job = jobs.find(({ name, conclusion }) => name === failed.name && conclusion === "success");
  if (job === undefined) return undefined;
  const bytes = await readAtMost(await ask(`/jobs/${job.id}/logs`), MAX_BYTES);
  return bytes && { runId: passed, bytes };
}

async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > maxBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
