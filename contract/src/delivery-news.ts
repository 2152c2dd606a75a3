import { z } from "zod";

/** What a source says of something that Pipewright delivered. */
export const DeliveryNews = z.discriminatedUnion("kind", [
  /** What people did with a pull request; `reverted` after it was merged. */
  z.object({
    kind: z.literal("pull_request"),
    repo: z.string(),
    number: z.int(),
    fate: z.enum(["merged", "closed", "reverted"]),
    /** Who did it, as the source names them. */
    by: z.string().optional(),
  }),
  /** A run passed at a later attempt. */
  z.object({ kind: z.literal("run_passed"), repo: z.string(), runId: z.int(), attempt: z.int() }),
]);
export type DeliveryNews = z.infer<typeof DeliveryNews>;
