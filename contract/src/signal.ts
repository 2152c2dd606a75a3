import { z } from "zod";
import { SignalSource } from "./incident.ts";

/** Where the repository at the failing commit can be had. */
export const WorkspaceSource = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("git"),
    url: z.string(),
    commit: z.string(),
    /** Somebody else's repository: cloned without credentials, and what runs there has no network. */
    fork: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("example"), scenario: z.string() }),
  z.object({ kind: z.literal("empty"), reason: z.string() }),
]);
export type WorkspaceSource = z.infer<typeof WorkspaceSource>;

/** What a source says, in our words. Made by one file a source under `intake/`. */
export const Signal = z.object({
  source: SignalSource,
  /** A second signal that shares any of these keys is the same failure said twice. */
  dedupeKeys: z.array(z.string()),
  scenario: z.string().optional(),
  repo: z.string(),
  branch: z.string(),
  /** Absent when the source does not say. */
  defaultBranch: z.string().optional(),
  commitSha: z.string(),
  commitMessage: z.string(),
  workspace: WorkspaceSource,
  /** Where the repository itself can be cloned from; only where `workspace` is a fork of it, or nothing. */
  repositoryUrl: z.string().optional(),
  /** The failing command, when the source knows it. */
  command: z.string().optional(),
  image: z.string().optional(),
  /** GitHub only: which run it was, to fetch its logs and to link to it. */
  run: z
    .object({
      id: z.int(),
      attempt: z.int(),
      url: z.string(),
      workflow: z.string(),
      workflowId: z.int().optional(),
      conclusion: z.string(),
      fork: z.boolean(),
      /** Number of the open pull request that it ran for, when GitHub says so. */
      pullRequest: z.int().optional(),
    })
    .optional(),
  /** Run reports only: what ended, and how. */
  report: z.object({ workflow: z.string(), job: z.string().optional(), status: z.string() }).optional(),
  /** The log, when the source carries it. */
  logs: z.string().optional(),
});
export type Signal = z.infer<typeof Signal>;
