import { createHmac, timingSafeEqual } from "node:crypto";
import { UnauthorizedError } from "@pipewright/contract/errors";

const TOLERANCE_SECONDS = 300;

export interface SlackSignature {
  /** `X-Slack-Request-Timestamp` */
  timestamp: string | undefined;
  /** `X-Slack-Signature` */
  signature: string | undefined;
}

/**
 * Checks Slack's v0 signature over the bytes of a request as they came, and that it is at most five minutes old.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 * @throws UnauthorizedError
 */
export function verifySlackSignature(
  secret: string,
  body: Buffer,
  { timestamp = "", signature = "" }: SlackSignature,
  now: Date,
): void {
  if (timestamp === "" || signature === "") {
    throw new UnauthorizedError("The request carries no X-Slack-Signature or X-Slack-Request-Timestamp.");
  }
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
    throw new UnauthorizedError("The request is more than five minutes old, or the clock of this machine is wrong.");
  }
  const expected = Buffer.from(
    `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`,
  );
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new UnauthorizedError("The signature does not match. SLACK_SIGNING_SECRET must be the one of the Slack app.");
  }
}
