import { z } from "zod";
import { RepositoryName } from "./api-keys.ts";
import { Timestamp } from "./incident.ts";

const PAGE_SIZE_MAX = 200;

/** How a run ended, in GitHub's words. */
export const RunStatus = z.enum([
  "success",
  "failure",
  "cancelled",
  "skipped",
  "neutral",
  "timed_out",
  "startup_failure",
  "action_required",
  "stale",
]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Empty where the workflow had nothing to put in: `head_commit` is there for pushes only. */
const ReportedTime = z.union([z.iso.datetime({ offset: true }), z.literal("")], {
  error: "must be a time such as 2026-11-24T12:00:00Z",
});

/** `POST /api/v1/pipelines/runs`: a pipeline says how a run, or one job of it, ended. */
export const RunReport = z.object({
  repo_full_name: RepositoryName,
  branch: z.string().min(1).max(255).regex(/^[^-]/, "must not begin with a dash"),
  commit_sha: z.string().regex(/^[0-9a-f]{7,64}$/i, "must be a commit id"),
  commit_message: z.string().max(100_000).optional(),
  workflow_name: z.string().min(1).max(255),
  status: RunStatus,
  started_at: ReportedTime.optional(),
  finished_at: ReportedTime.optional(),
  /** The log, or its last part. */
  logs: z.string().optional(),
  /** The run's id where it ran; without it, commit and workflow tell runs apart. */
  run_id: z.union([z.string().min(1).max(200), z.int()], { error: "must be a text or a whole number" }).optional(),
  run_attempt: z.int().min(1).optional(),
  /** Where people see the run. */
  run_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  job: z.string().max(255).optional(),
});
export type RunReport = z.infer<typeof RunReport>;

/** The answer to a report: the run is stored. `duplicate` says that it already was; a failure has an `event_id`. */
export const RunAccepted = z.object({ id: z.string(), duplicate: z.boolean(), event_id: z.string().optional() });
export type RunAccepted = z.infer<typeof RunAccepted>;

export const Run = z.object({
  id: z.string(),
  repo: z.string(),
  branch: z.string(),
  commitSha: z.string(),
  commitMessage: z.string(),
  workflow: z.string(),
  job: z.string().optional(),
  runId: z.string().optional(),
  attempt: z.int(),
  url: z.string().optional(),
  status: RunStatus,
  /** When it was reported, where the report does not say. */
  startedAt: Timestamp,
  finishedAt: Timestamp.optional(),
  receivedAt: Timestamp,
  /** The incident that the failure became. */
  eventId: z.string().optional(),
});
export type Run = z.infer<typeof Run>;

/** Query of `GET /api/dashboard/runs`. */
export const RunsQuery = z.object({
  repo: z.string().optional(),
  commit: z.string().optional(),
  status: RunStatus.optional(),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(50),
});
export type RunsQuery = z.infer<typeof RunsQuery>;

/** Newest first. */
export const RunsPage = z.object({ runs: z.array(Run), total: z.int(), page: z.int(), pageSize: z.int() });
export type RunsPage = z.infer<typeof RunsPage>;
