import { z } from "zod";
import { Diagnosis } from "./diagnosis.ts";
import { Fix } from "./fix.ts";
import { AppliedPolicy } from "./policy.ts";
import { Revision } from "./revision.ts";
import { Risk } from "./risk.ts";
import { Similar } from "./similar.ts";

export const IncidentStatus = z.enum([
  "received",
  "collecting",
  "diagnosing",
  "proposing",
  "assessing",
  "awaiting_approval",
  "executing",
  "verifying",
  "delivering",
  "resolved",
  "rejected",
  "expired",
  "dismissed",
  "failed",
]);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

export const SignalSource = z.enum(["simulate", "github", "report"]);
export type SignalSource = z.infer<typeof SignalSource>;

export const Timestamp = z.iso.datetime();

/** One thing that happened. `n` counts from 1 within the incident and never has a gap. */
export const TimelineEntry = z.object({
  n: z.int().min(1),
  at: Timestamp,
  /** Dotted, e.g. `incident.received`, `step.finished`, `approval.answered`. */
  kind: z.string(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const ApprovalStatus = z.enum(["pending", "approved", "rejected", "expired", "superseded"]);
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;

export const Approval = z.object({
  id: z.string(),
  status: ApprovalStatus,
  digest: z.string(),
  askedAt: Timestamp,
  expiresAt: Timestamp,
  /** How many different people must approve; absent: one. */
  needed: z.int().min(1).optional(),
  /** Who has approved so far, where more than one must. */
  given: z.array(z.object({ by: z.string(), at: Timestamp, comment: z.string().optional() })).optional(),
  decidedBy: z.string().optional(),
  decidedAt: Timestamp.optional(),
  comment: z.string().optional(),
});
export type Approval = z.infer<typeof Approval>;

export const ExecutorName = z.enum(["docker", "sandbox"]);
export type ExecutorName = z.infer<typeof ExecutorName>;

/** One command run. `exitCode` is null when the command did not end by itself or could not be run. */
export const RunResult = z.object({
  outcome: z.enum(["exited", "timed_out", "out_of_memory", "unavailable", "cancelled"]),
  exitCode: z.int().nullable(),
  startedAt: Timestamp,
  finishedAt: Timestamp,
  /** Why it did not exit by itself, or why it could not be run here. */
  reason: z.string().optional(),
  /** The last part of the combined output, at most 16 KiB. */
  outputTail: z.string(),
});
export type RunResult = z.infer<typeof RunResult>;

export const RunPhase = z.enum(["before", "fix", "after"]);
export type RunPhase = z.infer<typeof RunPhase>;

export const Execution = z.object({
  executor: ExecutorName,
  /** Exit code of the fix itself. */
  exitCode: z.int().nullable(),
  startedAt: Timestamp,
  finishedAt: Timestamp.optional(),
  /** `git diff` of the workspace after the fix; empty when nothing changed. */
  diff: z.string().optional(),
  before: RunResult.optional(),
  fix: RunResult.optional(),
  after: RunResult.optional(),
});
export type Execution = z.infer<typeof Execution>;

export const Verdict = z.enum(["proven", "unproven", "refuted"]);
export type Verdict = z.infer<typeof Verdict>;

export const Verification = z.object({
  verdict: Verdict,
  command: z.string(),
  before: RunResult.optional(),
  after: RunResult.optional(),
  reason: z.string().optional(),
});
export type Verification = z.infer<typeof Verification>;

/** How the change left; `commit` is one on the branch of the pull request that fails. */
export const DeliveryKind = z.enum(["patch", "branch", "commit", "pull_request", "rerun", "comment", "none"]);
export type DeliveryKind = z.infer<typeof DeliveryKind>;

/** What became of a delivery afterwards: people decide about a pull request, the next attempt about a rerun. */
export const DeliveryFate = z.enum(["merged", "closed", "reverted", "passed", "failed"]);
export type DeliveryFate = z.infer<typeof DeliveryFate>;

export const Delivery = z.object({
  kind: DeliveryKind,
  message: z.string(),
  url: z.string().optional(),
  /** The branch that was pushed, and the commit at its end. */
  branch: z.string().optional(),
  commit: z.string().optional(),
  /** Of the pull request. */
  number: z.int().optional(),
  draft: z.boolean().optional(),
  fate: DeliveryFate.optional(),
  /** The commit that the merge of the pull request made. */
  mergeCommit: z.string().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Why an incident is `failed`: at which step, and whether Retry can help. */
export const Failure = z.object({
  step: IncidentStatus,
  code: z.string(),
  message: z.string(),
  attempts: z.int(),
});
export type Failure = z.infer<typeof Failure>;

export const IncidentSummary = z.object({
  id: z.string(),
  status: IncidentStatus,
  source: SignalSource,
  scenario: z.string().optional(),
  repo: z.string(),
  branch: z.string(),
  commitSha: z.string(),
  commitMessage: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  title: z.string().optional(),
  category: Diagnosis.shape.category.optional(),
  severity: Diagnosis.shape.severity.optional(),
  confidence: Diagnosis.shape.confidence.optional(),
  risk: Risk.pick({ score: true, tier: true }).optional(),
  fixKind: Fix.shape.kind.optional(),
  approvalId: z.string().optional(),
  expiresAt: Timestamp.optional(),
  verdict: Verdict.optional(),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

/** The whole incident, as `GET /api/dashboard/events/{id}` gives it. */
export const Incident = z.object({
  id: z.string(),
  status: IncidentStatus,
  source: SignalSource,
  scenario: z.string().optional(),
  repo: z.string(),
  branch: z.string(),
  commitSha: z.string(),
  commitMessage: z.string(),
  runUrl: z.string().optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** Size of the stored log; `droppedBytes` is what the limit cut from its middle. */
  log: z.object({ bytes: z.int(), lines: z.int(), droppedBytes: z.int() }).optional(),
  diagnosis: Diagnosis.extend({ keptLines: z.int(), totalLines: z.int() }).optional(),
  similar: Similar.optional(),
  policy: AppliedPolicy.optional(),
  fix: Fix.optional(),
  risk: Risk.optional(),
  approval: Approval.optional(),
  /** Every proposal so far, the first one first. */
  revisions: z.array(Revision),
  execution: Execution.optional(),
  verification: Verification.optional(),
  delivery: Delivery.optional(),
  failure: Failure.optional(),
  timeline: z.array(TimelineEntry),
});
export type Incident = z.infer<typeof Incident>;
