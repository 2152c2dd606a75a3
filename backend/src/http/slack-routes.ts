import type { SlackInteraction } from "@pipewright/contract/notifications-slack";
import type { SlackVerifier } from "./read-slack-body.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface SlackDeps {
  /** Absent: answers from Slack are refused with 503. */
  slack: (SlackVerifier & { answer(interaction: SlackInteraction): Promise<void> }) | undefined;
}

/** What people press in Slack. */
export function slackRoutes({ slack }: SlackDeps): RouteHandlers<"slackInteraction"> {
  return {
    async slackInteraction({ body }, response) {
      await slack?.answer(body);
      response.status(200).end();
    },
  };
}
