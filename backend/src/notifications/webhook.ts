import type { WebhookMessage } from "@pipewright/contract/notifications";
import { Webhook } from "standardwebhooks";
import { postJson } from "./post-json.ts";
import type { Target } from "./target.ts";

export interface WebhookOptions {
  id: string;
  url: string;
  /** `whsec_` and base64, or any text. */
  secret: string;
  now(): Date;
}

/** An outgoing webhook in the form of Standard Webhooks. */
export function createWebhook({ id, url, secret, now }: WebhookOptions): Target {
  const signer = secret.startsWith("whsec_") ? new Webhook(secret) : new Webhook(secret, { format: "raw" });
  return {
    id,
    forPeople: false,
    canUpdate: false,
    async deliver({ id: messageId, notification }, signal) {
      const sentAt = now();
      const type = notification.kind === "test" ? "test" : `incident.${notification.kind}`;
      const message: WebhookMessage = { type, timestamp: notification.at, data: notification };
      const body = JSON.stringify(message);
      const headers = {
        "webhook-id": messageId,
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
        "webhook-signature": signer.sign(messageId, sentAt, body),
      };
      await postJson(url, { body, headers, signal });
      return undefined;
    },
    async check() {
      return `Signed webhooks go to ${new URL(url).host}`;
    },
    close: () => undefined,
  };
}
