import { z } from "zod";

/** What a source says of something that Pipewright delivered. */
export const DeliveryNews = z.discriminatedUnion("kind", [
  /** What people did with a pull request. */
  z.object({
    kind: z.literal("pull_request"),
    repo: z.string(),
    number: z.int(),
    fate: z.enum(["merged", "closed", "reopened"]),
    /** The commit that a merge made. */
    mergeCommit: z.string().optional(),
    /** Who did it, as the source names them. */
    by: z.string().optional(),
  }),
  /** A branch got a commit that takes back what a pull request, or another commit, had brought. */
  z.object({
    kind: z.literal("reverted"),
    repo: z.string(),
    branch: z.string(),
    of: z.union([z.object({ number: z.int() }), z.object({ commit: z.string() })]),
    by: z.string().optional(),
  }),
  /** A run passed at a later attempt. */
  z.object({ kind: z.literal("run_passed"), repo: z.string(), runId: z.int(), attempt: z.int() }),
]);
export type DeliveryNews = z.infer<typeof DeliveryNews>;
