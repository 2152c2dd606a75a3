import { BadRequestError, PipewrightError } from "@pipewright/contract/errors";
import express, { type Request, type RequestHandler, type Response } from "express";
import { z } from "zod";
import { explainJsonError } from "./explain-json-error.ts";

const JSON_TYPES = ["application/json", "application/*+json"];

/** Reads a JSON body of at most `limit` bytes. @throws BadRequestError, PipewrightError (413, 415) */
export async function readJsonBody(request: Request, response: Response, limit: number): Promise<unknown> {
  if (!hasBody(request)) throw new BadRequestError("The request needs a JSON body.");
  if (!request.is(JSON_TYPES)) {
    throw new PipewrightError("unsupported_media_type", 415, "Send the body as `Content-Type: application/json`.");
  }
  try {
    await run(express.json({ limit, type: JSON_TYPES, strict: false }), request, response);
  } catch (error) {
    const unparsable = Unparsable.safeParse(error);
    throw unparsable.success ? explainJsonError(unparsable.data.body, error) : error;
  }
  return request.body;
}

/** Reads a body of at most `limit` bytes as it came. @throws PipewrightError (413, 415) */
export async function readRawBody(request: Request, response: Response, limit: number): Promise<Buffer> {
  await run(express.raw({ limit, type: () => true, inflate: false }), request, response);
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** What body-parser throws for a text that is no JSON. */
const Unparsable = z.object({ type: z.literal("entity.parse.failed"), body: z.string() });

function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function run(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    handler(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}
