import { STATUS_CODES } from "node:http";
import { InvalidFieldError, PipewrightError, TooManyRequestsError } from "@pipewright/contract/errors";
import type { Problem } from "@pipewright/contract/problem";
import { z } from "zod";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** A problem and the headers that go with it. */
export interface ProblemAnswer {
  problem: Problem;
  headers: Record<string, string>;
}

/** What to answer to anything that was thrown. What is not meant for a person is not shown. */
export function toProblem(thrown: unknown): ProblemAnswer {
  if (thrown instanceof PipewrightError) return fromPipewrightError(thrown);
  const refused = RefusedRequest.safeParse(thrown);
  return refused.success ? fromRefusedRequest(refused.data) : UNEXPECTED;
}

function fromPipewrightError(error: PipewrightError): ProblemAnswer {
  const problem = problemOf(error.status, error.code, error.message);
  if (error instanceof InvalidFieldError) problem.errors = error.fields;
  const headers: Record<string, string> = {};
  if (error instanceof TooManyRequestsError) headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  if (error.status === 401) headers["www-authenticate"] = 'Bearer realm="pipewright"';
  return { problem, headers };
}

/** An error of express or of a body parser about the request itself. */
const RefusedRequest = z.object({
  status: z.int().min(400).max(499),
  type: z.string().optional(),
  limit: z.number().optional(),
});

function fromRefusedRequest({ status, type, limit }: z.infer<typeof RefusedRequest>): ProblemAnswer {
  const known = type === undefined ? undefined : REFUSALS[type];
  const detail = known?.detail ?? "The request cannot be read.";
  const size = limit === undefined ? "" : ` The limit is ${Math.floor(limit / MEBIBYTE)} MiB.`;
  return { problem: problemOf(status, known?.code ?? "bad_request", detail + size), headers: {} };
}

const MEBIBYTE = 1024 * 1024;

/** By the `type` that body-parser gives. */
const REFUSALS: Readonly<Record<string, { code: string; detail: string }>> = {
  "entity.too.large": { code: "too_large", detail: "The body is too large." },
  "encoding.unsupported": { code: "unsupported_media_type", detail: "The Content-Encoding is not supported." },
  "charset.unsupported": { code: "unsupported_media_type", detail: "The charset must be UTF-8." },
  "request.aborted": { code: "bad_request", detail: "The body ended before it was complete." },
  "request.size.invalid": { code: "bad_request", detail: "The body is not as long as Content-Length says." },
};

const UNEXPECTED: ProblemAnswer = {
  problem: problemOf(500, "internal", "Something went wrong here. The server's log has it under this request id."),
  headers: {},
};

function problemOf(status: number, code: string, detail: string): Problem {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail, code };
}
