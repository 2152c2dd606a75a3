import { postJson } from "./post-json.ts";
import { slackText } from "./slack-blocks.ts";
import type { Target } from "./target.ts";

/** Slack's incoming webhook: messages only. */
export function createSlackWebhook(url: string): Target {
  return {
    id: "slack-webhook",
    forPeople: true,
    canUpdate: false,
    async deliver({ notification, repeats }, signal) {
      const { text, blocks } = slackText(notification, { repeats, canAnswer: false });
      await postJson(url, { body: JSON.stringify({ text, blocks, unfurl_links: false, unfurl_media: false }), signal });
      return undefined;
    },
    async check() {
      return "Messages go to Slack by an incoming webhook";
    },
    close: () => undefined,
  };
}
