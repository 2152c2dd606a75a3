import { z } from "zod";

/** Statuses of answers that are no problems; `/health` gives 503 with its usual body. */
export const ANSWER_STATUSES = [200, 202, 204, 503] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503;

/** What one answer carries: a schema for JSON, a media type for anything else, neither for an empty body. */
export interface RouteResponse {
  description: string;
  schema?: z.ZodType;
  mediaType?: string;
}

export interface Route {
  method: "get" | "post" | "delete";
  /** Path with its parameters in braces, as OpenAPI writes them. */
  path: string;
  tag: "webhook" | "ingest" | "dashboard" | "approvals" | "session" | "system";
  summary: string;
  /** `session`: admin token or session cookie. `signature`, `slack`: GitHub's or Slack's over the raw body. `key`: an API key. */
  security: "session" | "signature" | "slack" | "key" | "none";
  /** True when only the admin may. */
  admin?: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  responses: Readonly<Partial<Record<AnswerStatus, RouteResponse>>>;
  /** Statuses of the problems that are particular to this route. */
  problems: readonly ProblemStatus[];
}

/** Of a path with `{id}`. */
export const ById = z.object({ id: z.string().min(1).max(64) });
