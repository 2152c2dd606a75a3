import { z } from "zod";
import { ApiKey, CreatedApiKey, NewApiKey } from "./api-keys.ts";
import { ApprovalAnswered, ApproveRequest, PendingApprovals, RejectRequest } from "./approvals.ts";
import { BuilderChatAnswer, BuilderChatRequest } from "./builder-chat.ts";
import { EventsPage, EventsQuery, Stats } from "./dashboard.ts";
import { DoctorId, DoctorReport, Finding } from "./doctor.ts";
import { Health } from "./health.ts";
import { Incident } from "./incident.ts";
import { LogHits, LogLines, LogLinesQuery, LogSearchQuery } from "./log.ts";
import { PreviewDiagnosis, PreviewFix } from "./preview.ts";
import { Revised, ReviseRequest } from "./revision.ts";
import { RunAccepted, RunReport, RunsPage, RunsQuery } from "./runs.ts";
import { Session, SignInRequest } from "./session.ts";
import { Accepted, Ignored, ScenarioSummary, SimulateRequest } from "./simulate.ts";

/** Statuses of answers that are no problems; `/health` gives 503 with its usual body. */
export const ANSWER_STATUSES = [200, 202, 204, 503] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

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
  /** `session`: admin token or session cookie. `signature`: GitHub's signature over the raw body. `key`: an API key. */
  security: "session" | "signature" | "key" | "none";
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  responses: Readonly<Partial<Record<AnswerStatus, RouteResponse>>>;
  /** Statuses of the problems that are particular to this route. */
  problems: readonly ProblemStatus[];
}

const ById = z.object({ id: z.string().min(1).max(64) });

/** Every HTTP route there is. The server is mounted from this table and OpenAPI is generated from it. */
export const ROUTES = {
  simulate: {
    method: "post",
    path: "/api/webhook/simulate",
    tag: "webhook",
    summary: "Report a failure as if a pipeline had sent it; a scenario id alone is enough",
    security: "session",
    body: SimulateRequest,
    responses: { 202: { description: "The incident is stored", schema: Accepted } },
    problems: [400, 413, 415, 422],
  },
  previewDiagnosis: {
    method: "post",
    path: "/api/webhook/preview-diagnosis",
    tag: "webhook",
    summary: "Diagnose a failure at once, without storing anything",
    security: "session",
    body: SimulateRequest,
    responses: { 200: { description: "The diagnosis", schema: PreviewDiagnosis } },
    problems: [400, 413, 415, 422],
  },
  previewFix: {
    method: "post",
    path: "/api/webhook/preview-fix",
    tag: "webhook",
    summary: "Diagnose a failure at once and propose a fix with its risk, without storing anything",
    security: "session",
    body: SimulateRequest,
    responses: { 200: { description: "Diagnosis, fix and risk", schema: PreviewFix } },
    problems: [400, 413, 415, 422],
  },
  builderChat: {
    method: "post",
    path: "/api/webhook/builder-chat",
    tag: "webhook",
    summary:
      "Turn a described failure into a scenario to simulate; without a model the closest built-in one is offered",
    security: "session",
    body: BuilderChatRequest,
    responses: { 200: { description: "A reply, and a scenario once there is one", schema: BuilderChatAnswer } },
    problems: [400, 413, 415, 422],
  },
  listScenarios: {
    method: "get",
    path: "/api/webhook/scenarios",
    tag: "webhook",
    summary: "List the scenarios that `simulate` knows",
    security: "session",
    responses: { 200: { description: "The scenarios", schema: z.array(ScenarioSummary) } },
    problems: [],
  },
  githubDelivery: {
    method: "post",
    path: "/api/webhook/github",
    tag: "webhook",
    summary: "Take a GitHub webhook delivery",
    security: "signature",
    headers: z.object({ "x-github-event": z.string().min(1), "x-github-delivery": z.string().min(1) }),
    body: z.record(z.string(), z.unknown()),
    responses: {
      200: { description: "The delivery needs nothing", schema: Ignored },
      202: { description: "The incident is stored", schema: Accepted },
    },
    problems: [400, 401, 413, 415, 422, 503],
  },
  reportRun: {
    method: "post",
    path: "/api/v1/pipelines/runs",
    tag: "ingest",
    summary: "Report how a run ended; every run is stored, and a failure becomes an incident",
    security: "key",
    body: RunReport,
    responses: { 202: { description: "The run is stored", schema: RunAccepted } },
    problems: [400, 413, 415, 422],
  },
  listRuns: {
    method: "get",
    path: "/api/dashboard/runs",
    tag: "dashboard",
    summary: "List the reported runs, filtered and paged, the newest first",
    security: "session",
    query: RunsQuery,
    responses: { 200: { description: "One page of runs", schema: RunsPage } },
    problems: [422],
  },
  listKeys: {
    method: "get",
    path: "/api/dashboard/keys",
    tag: "dashboard",
    summary: "List the API keys, without their secrets",
    security: "session",
    responses: { 200: { description: "The keys, the newest first", schema: z.array(ApiKey) } },
    problems: [],
  },
  createKey: {
    method: "post",
    path: "/api/dashboard/keys",
    tag: "dashboard",
    summary: "Make an API key for one repository; it is shown this once",
    security: "session",
    body: NewApiKey,
    responses: { 200: { description: "The key", schema: CreatedApiKey } },
    problems: [400, 413, 415, 422],
  },
  revokeKey: {
    method: "delete",
    path: "/api/dashboard/keys/{id}",
    tag: "dashboard",
    summary: "Revoke an API key; it stops to work at once",
    security: "session",
    params: ById,
    responses: { 200: { description: "The key, revoked", schema: ApiKey } },
    problems: [404],
  },
  getStats: {
    method: "get",
    path: "/api/dashboard/stats",
    tag: "dashboard",
    summary: "Count incidents by status and category, with rates and medians",
    security: "session",
    responses: { 200: { description: "The statistics", schema: Stats } },
    problems: [],
  },
  listEvents: {
    method: "get",
    path: "/api/dashboard/events",
    tag: "dashboard",
    summary: "List incidents, filtered, sorted and paged",
    security: "session",
    query: EventsQuery,
    responses: { 200: { description: "One page of incidents", schema: EventsPage } },
    problems: [422],
  },
  getEvent: {
    method: "get",
    path: "/api/dashboard/events/{id}",
    tag: "dashboard",
    summary: "Get an incident with its evidence, fix, risk, proof and timeline",
    security: "session",
    params: ById,
    responses: { 200: { description: "The incident", schema: Incident } },
    problems: [404],
  },
  getEventLog: {
    method: "get",
    path: "/api/dashboard/events/{id}/log",
    tag: "dashboard",
    summary: "Get the stored log of an incident",
    security: "session",
    params: ById,
    responses: { 200: { description: "The log", mediaType: "text/plain" } },
    problems: [404],
  },
  getEventLogLines: {
    method: "get",
    path: "/api/dashboard/events/{id}/log/lines",
    tag: "dashboard",
    summary: "Get lines from anywhere in the stored log of an incident; very long ones are cut",
    security: "session",
    params: ById,
    query: LogLinesQuery,
    responses: { 200: { description: "The lines", schema: LogLines } },
    problems: [404, 422],
  },
  searchEventLog: {
    method: "get",
    path: "/api/dashboard/events/{id}/log/search",
    tag: "dashboard",
    summary: "Find the lines of a stored log that hold a text",
    security: "session",
    params: ById,
    query: LogSearchQuery,
    responses: { 200: { description: "Where the text stands", schema: LogHits } },
    problems: [404, 422],
  },
  getEventPatch: {
    method: "get",
    path: "/api/dashboard/events/{id}/patch",
    tag: "dashboard",
    summary: "Get the patch that an executed fix produced",
    security: "session",
    params: ById,
    responses: { 200: { description: "A patch for `git am` or `git apply`", mediaType: "text/x-patch" } },
    problems: [404],
  },
  retryEvent: {
    method: "post",
    path: "/api/dashboard/events/{id}/retry",
    tag: "dashboard",
    summary: "Take a failed incident up again at the step that failed",
    security: "session",
    params: ById,
    responses: { 202: { description: "The incident goes on", schema: z.object({ eventId: z.string() }) } },
    problems: [404, 409],
  },
  getDoctor: {
    method: "get",
    path: "/api/dashboard/doctor",
    tag: "dashboard",
    summary: "Say what is connected, and what to do about the rest",
    security: "session",
    responses: { 200: { description: "Each part as it was last looked at", schema: DoctorReport } },
    problems: [],
  },
  testDoctor: {
    method: "post",
    path: "/api/dashboard/doctor/{id}/test",
    tag: "dashboard",
    summary: "Look at one part anew",
    security: "session",
    params: z.object({ id: DoctorId }),
    responses: { 200: { description: "The part as it stands now", schema: Finding } },
    problems: [422],
  },
  listPendingApprovals: {
    method: "get",
    path: "/api/approvals/pending",
    tag: "approvals",
    summary: "List what waits for a person, the riskiest first",
    security: "session",
    responses: { 200: { description: "The open approvals", schema: PendingApprovals } },
    problems: [],
  },
  approve: {
    method: "post",
    path: "/api/approvals/{id}/approve",
    tag: "approvals",
    summary: "Approve exactly the fix with this digest",
    security: "session",
    params: ById,
    body: ApproveRequest,
    responses: { 200: { description: "The answer is stored", schema: ApprovalAnswered } },
    problems: [400, 404, 409, 413, 415, 422],
  },
  reject: {
    method: "post",
    path: "/api/approvals/{id}/reject",
    tag: "approvals",
    summary: "Reject the fix, with a reason",
    security: "session",
    params: ById,
    body: RejectRequest,
    responses: { 200: { description: "The answer is stored", schema: ApprovalAnswered } },
    problems: [400, 404, 409, 413, 415, 422],
  },
  revise: {
    method: "post",
    path: "/api/approvals/{id}/revise",
    tag: "approvals",
    summary:
      "Ask for another fix with a hint, or put an own script or patch in its place; the older fix can no longer be approved",
    security: "session",
    params: ById,
    body: ReviseRequest,
    responses: { 202: { description: "The new revision is stored and on its way", schema: Revised } },
    problems: [400, 404, 409, 413, 415, 422],
  },
  getSession: {
    method: "get",
    path: "/api/session",
    tag: "session",
    summary: "Say whether the request is signed in",
    security: "none",
    responses: { 200: { description: "Who asks", schema: Session } },
    problems: [],
  },
  signIn: {
    method: "post",
    path: "/api/session",
    tag: "session",
    summary: "Sign in with the admin token; sets the session cookie",
    security: "none",
    body: SignInRequest,
    responses: { 200: { description: "Signed in", schema: Session } },
    problems: [400, 401, 403, 413, 415, 422, 429],
  },
  signOut: {
    method: "delete",
    path: "/api/session",
    tag: "session",
    summary: "Sign out; clears the session cookie",
    security: "none",
    responses: { 204: { description: "Signed out" } },
    problems: [403],
  },
  getHealth: {
    method: "get",
    path: "/health",
    tag: "system",
    summary: "Say whether work can be accepted, and how each part does",
    security: "none",
    responses: {
      200: { description: "Work can be accepted", schema: Health },
      503: { description: "Work cannot be accepted", schema: Health },
    },
    problems: [],
  },
  getOpenApi: {
    method: "get",
    path: "/openapi.json",
    tag: "system",
    summary: "Get this description as OpenAPI 3.1",
    security: "none",
    responses: { 200: { description: "The OpenAPI document", schema: z.record(z.string(), z.unknown()) } },
    problems: [],
  },
  getDocs: {
    method: "get",
    path: "/docs",
    tag: "system",
    summary: "Read this description as a page",
    security: "none",
    responses: { 200: { description: "The page", mediaType: "text/html" } },
    problems: [],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
