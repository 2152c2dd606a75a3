import { timeLimit } from "@pipewright/contract/time-limit";
import { z } from "zod";
import type { ActionsApi } from "./actions-api.ts";
import { type GitHubRun, listFailedJobs, listJobs } from "./fetch-github-log.ts";

export interface FailedRun extends GitHubRun {
  /** What the signal knows already need not be asked. */
  workflowId?: number | undefined;
  branch?: string | undefined;
  /** The failed job's name. */
  job?: string | undefined;
}

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
export async function fetchPassingLog(run: FailedRun, signal: AbortSignal): Promise<FetchedPassingLog | undefined> {
  const { api } = run;
  const patience = AbortSignal.any([signal, timeLimit(PATIENCE_MS)]);
  const name = run.job ?? (await listFailedJobs(run, patience))[0]?.name;
  if (name === undefined) return undefined;
  const passed = await findPassed(run, patience);
  if (passed === undefined) return undefined;
  const jobs = await listJobs(api, `/runs/${passed}`, patience);
  const job = jobs.find((each) => each.name === name && each.conclusion === "success");
  if (job === undefined) return undefined;
  const bytes = await api.jobLog(job.id, patience);
  return bytes.length > MAX_BYTES ? undefined : { runId: passed, bytes };
}

async function findPassed(run: FailedRun, signal: AbortSignal): Promise<number | undefined> {
  const { workflowId, branch } = await describeRun(run, signal);
  const onBranch = branch && (await lastPassed(run.api, workflowId, `&branch=${encodeURIComponent(branch)}`, signal));
  return onBranch || lastPassed(run.api, workflowId, "", signal);
}

async function describeRun({ api, runId, workflowId, branch }: FailedRun, signal: AbortSignal) {
  if (workflowId !== undefined) return { workflowId, branch };
  const told = Run.parse(await api.json(`/runs/${runId}`, signal));
  return { workflowId: told.workflow_id, branch: told.head_branch };
}

async function lastPassed(
  api: ActionsApi,
  workflowId: number,
  filter: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const list = await api.json(`/workflows/${workflowId}/runs?status=success&per_page=1${filter}`, signal);
  return Runs.parse(list).workflow_runs[0]?.id;
}
