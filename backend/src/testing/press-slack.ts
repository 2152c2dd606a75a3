import { createHmac } from "node:crypto";

export const SIGNING_SECRET = "the-signing-secret-of-the-tests";

/** A button as Slack got it. */
export interface PressedButton {
  action_id: string;
  value: string;
}

export interface Press {
  user: string;
  button: PressedButton;
  secret?: string;
  /** When Slack signed it. */
  at?: Date;
  /** What tells this press from another, as Slack gives it. */
  actionTs?: string;
  headers?: Record<string, string>;
}

/** Tells the server of a pressed button, signed as Slack signs it. */
export function pressSlack(serverUrl: string, press: Press): Promise<Response> {
  const { user, button, secret = SIGNING_SECRET, at = new Date(), actionTs, headers } = press;
  const payload = {
    type: "block_actions",
    user: { id: user, username: user.toLowerCase() },
    channel: { id: "C024BE91L" },
    actions: [{ ...button, ...(actionTs !== undefined && { action_ts: actionTs }) }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  return fetch(`${serverUrl}/api/slack/interactions`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": signature,
      ...headers,
    },
  });
}
