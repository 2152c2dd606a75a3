import { z } from "zod";

/** What a source says of something that Pipewright delivered. */
export const DeliveryNews = z.discriminatedUnion("kind", [
  /** A pull request was merged or closed by somebody. */
  z.object({
    kind: z.literal("pull_request"),
    repo: z.string(),
    number: z.int(),
    fate: z.enum(["merged", "closed"]),
    by: z.string().optional(),
    /** The commit that merged it. */
    mergeCommit: z.string().optional(),
  }),
  /** Commits that a push says it takes back. */
  z.object({ kind: z.literal("reverted"), repo: z.string(), commits: z.array(z.string()) }),
  /** A run passed at a later attempt. */
  z.object({ kind: z.literal("run_passed"), repo: z.string(), runId: z.int(), attempt: z.int() }),
]);
export type DeliveryNews = z.infer<typeof DeliveryNews>;
