import type { GitHubRepository } from "./github-api.ts";

export interface RerunInput {
  runId: number;
  /** The attempt that failed, from 1. */
  attempt: number;
  signal: AbortSignal;
}

/** Asks GitHub to run the failed jobs of an attempt again, unless a later attempt is there already. @throws what the request throws */
export async function rerunFailedJobs(
  { owner, repo, request }: GitHubRepository,
  { runId, attempt, signal }: RerunInput,
): Promise<void> {
  const run = { owner, repo, run_id: runId, request: { signal } };
  // An answer that was lost, or somebody who pressed the button, has begun it.
  const { data } = await request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", run);
  if ((data.run_attempt ?? 1) > attempt) return;
  await request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs", run);
}
