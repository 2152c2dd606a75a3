import { z } from "zod";

/** One line of a log, without colour codes, timestamps and carriage-return overwrites. `n` is its 1-based number in the raw log. */
export const LogLine = z.object({ n: z.int().min(1), text: z.string() });
export type LogLine = z.infer<typeof LogLine>;

/** A range of lines that may state the error. Candidates are ordered, the likeliest first. */
export const EvidenceCandidate = z.object({
  startLine: z.int().min(1),
  endLine: z.int().min(1),
  reason: z.string(),
  /** What shape of error it is, e.g. `python-traceback`, `compiler-error`, `test-failure`, `error-line`. */
  shape: z.string(),
  /** 0..1, higher is likelier the cause. */
  score: z.number(),
  /** Says what is wrong, repeats it, follows from it, or is an error of cleaning up. */
  role: z.enum(["cause", "summary", "consequence", "noise"]).optional(),
  /** The job that it ended, where the log is of several that failed. */
  job: z.string().optional(),
});
export type EvidenceCandidate = z.infer<typeof EvidenceCandidate>;

/** What is left of a log after reduction: enough to diagnose, a small share of its lines. */
export const ReducedLog = z.object({
  format: z.enum(["github", "github_steps", "gitlab", "jenkins", "circleci", "buildkite", "travis", "plain"]),
  totalLines: z.int().min(0),
  /** Kept lines in order; numbers jump where lines were dropped. */
  lines: z.array(LogLine),
  candidates: z.array(EvidenceCandidate),
  failingStep: z.object({ name: z.string(), command: z.string().optional() }).optional(),
  exitCode: z.int().optional(),
});
export type ReducedLog = z.infer<typeof ReducedLog>;

/** A step that failed, as the CI system itself says beside the log. */
export const FailedStep = z.object({
  /** Name of its job, as the header of the job's log has it. */
  job: z.string(),
  name: z.string(),
  /** When it began and ended: ISO 8601, to the second. */
  startedAt: z.string(),
  completedAt: z.string(),
});
export type FailedStep = z.infer<typeof FailedStep>;
