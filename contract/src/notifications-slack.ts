import { z } from "zod";
import { Fix } from "./fix.ts";

/** What Slack posts when somebody presses a button of ours; of other interactions only the type matters. */
export const SlackInteraction = z.object({
  type: z.string(),
  user: z.object({ id: z.string().min(1), username: z.string().optional(), name: z.string().optional() }).optional(),
  channel: z.object({ id: z.string() }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().optional(),
        /** When it was pressed; the same however often Slack tells of it. */
        action_ts: z.string().max(64).optional(),
      }),
    )
    .optional(),
});
export type SlackInteraction = z.infer<typeof SlackInteraction>;

/** The `value` of an Approve or Reject button: which question, and about which bytes. */
export const SlackButton = z.object({ approvalId: z.string().min(1).max(64), digest: Fix.shape.digest });
export type SlackButton = z.infer<typeof SlackButton>;
