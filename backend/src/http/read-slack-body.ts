import { BadRequestError, PipewrightError } from "@pipewright/contract/errors";
import type { Request, Response } from "express";
import { parseJson } from "./explain-json-error.ts";
import { readRawBody } from "./read-body.ts";

const INTERACTION_LIMIT_BYTES = 1024 * 1024;

export interface SlackVerifier {
  /** @throws UnauthorizedError */
  verify(body: Buffer, headers: { timestamp: string | undefined; signature: string | undefined }): void;
}

/**
 * Reads what Slack posts when somebody presses a button, and checks its signature over the bytes as they came.
 * @throws PipewrightError 503 without a signing secret, UnauthorizedError, BadRequestError, 413
 */
export async function readSlackBody(
  request: Request,
  response: Response,
  slack: SlackVerifier | undefined,
): Promise<unknown> {
  if (slack === undefined) {
    throw new PipewrightError(
      "slack_not_configured",
      503,
      "Answers from Slack cannot be verified. Set SLACK_BOT_TOKEN, SLACK_CHANNEL and SLACK_SIGNING_SECRET and start again.",
    );
  }
  const bytes = await readRawBody(request, response, INTERACTION_LIMIT_BYTES);
  slack.verify(bytes, {
    timestamp: request.get("x-slack-request-timestamp"),
    signature: request.get("x-slack-signature"),
  });
  const payload = new URLSearchParams(bytes.toString("utf8")).get("payload");
  if (payload === null) throw new BadRequestError("The form has no field `payload`.");
  return parseJson(payload);
}
