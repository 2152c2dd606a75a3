import type { GitHubRepository } from "./github-api.ts";

/** Asks GitHub to run the failed jobs of a run again. @throws what the request throws */
export async function rerunFailedJobs(
  { owner, repo, request }: GitHubRepository,
  { runId, signal }: { runId: number; signal: AbortSignal },
): Promise<void> {
  await request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs", {
    owner,
    repo,
    run_id: runId,
    request: { signal },
  });
}
