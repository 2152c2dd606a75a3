import { BadRequestError, PipewrightError, UnauthorizedError } from "@pipewright/contract/errors";
import type { Request, Response } from "express";
import { verifyGithubSignature } from "../intake/verify-github-signature.ts";
import { parseJson } from "./explain-json-error.ts";
import { readRawBody } from "./read-body.ts";

/** As GitHub caps its payloads. */
const DELIVERY_LIMIT_BYTES = 25 * 1024 * 1024;
const FORM_TYPE = "application/x-www-form-urlencoded";

/**
 * Reads a delivery and checks its signature over the bytes as they came, before anything looks into them.
 * @throws PipewrightError 503 without a secret, UnauthorizedError, BadRequestError, 413
 */
export async function readGithubBody(
  request: Request,
  response: Response,
  secret: string | undefined,
): Promise<unknown> {
  if (secret === undefined) {
    throw new PipewrightError(
      "webhook_secret_missing",
      503,
      "GitHub deliveries cannot be verified. Set GITHUB_WEBHOOK_SECRET to the webhook's secret and start again.",
    );
  }
  const signature = request.get("x-hub-signature-256");
  // Said before the body is read, so that nobody unknown can make us hold 25 MiB for nothing.
  if (!signature)
    throw new UnauthorizedError("The delivery carries no X-Hub-Signature-256. Set the webhook's secret on GitHub.");
  const bytes = await readRawBody(request, response, DELIVERY_LIMIT_BYTES);
  await verifyGithubSignature(secret, bytes, signature);
  const text = bytes.toString("utf8");
  return parseJson(request.is(FORM_TYPE) ? payloadField(text) : text);
}

/** GitHub's other content type: one form field that holds the JSON. */
function payloadField(form: string): string {
  const payload = new URLSearchParams(form).get("payload");
  if (payload === null) throw new BadRequestError("The form has no field `payload`.");
  return payload;
}
