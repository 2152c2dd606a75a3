import { STATUS_CODES } from "node:http";
import { ApiKey, CreatedApiKey, NewApiKey } from "@pipewright/contract/api-keys";
import { ApprovalAnswered, ApproveRequest, PendingApproval, RejectRequest } from "@pipewright/contract/approvals";
import { BuilderChatAnswer, BuilderChatRequest } from "@pipewright/contract/builder-chat";
import { EventsPage, Stats } from "@pipewright/contract/dashboard";
import { Diagnosis, Evidence } from "@pipewright/contract/diagnosis";
import { Fix } from "@pipewright/contract/fix";
import { Health } from "@pipewright/contract/health";
import {
  Approval,
  Execution,
  Incident,
  IncidentSummary,
  TimelineEntry,
  Verification,
} from "@pipewright/contract/incident";
import { LogHits, LogLines, StoredLine } from "@pipewright/contract/log";
import { PreviewDiagnosis, PreviewFix } from "@pipewright/contract/preview";
import { Problem } from "@pipewright/contract/problem";
import { Revised, ReviseRequest, Revision } from "@pipewright/contract/revision";
import { Risk } from "@pipewright/contract/risk";
import { ANSWER_STATUSES, type ProblemStatus, type Route, type RouteResponse } from "@pipewright/contract/route";
import { ROUTES } from "@pipewright/contract/routes";
import { Run, RunAccepted, RunReport, RunsPage } from "@pipewright/contract/runs";
import { Session, SignInRequest } from "@pipewright/contract/session";
import { Accepted, Ignored, ScenarioSummary, SimulateRequest } from "@pipewright/contract/simulate";
import { createDocument } from "zod-openapi";
import { PROBLEM_MEDIA_TYPE } from "./problem.ts";

type ApiDocument = ReturnType<typeof createDocument>;
type Definition = Parameters<typeof createDocument>[0];
type Paths = NonNullable<Definition["paths"]>;
type Operation = NonNullable<Paths[string]["get"]>;
type Responses = NonNullable<Operation["responses"]>;
type Content = NonNullable<NonNullable<Operation["requestBody"]>["content"]>;

const API_VERSION = "1.0.0";
const DESCRIPTION = `Pipewright finds out why a pipeline failed, proposes a fix, asks, runs exactly what was approved and proves it.

Changes are pushed over a WebSocket at \`/api/dashboard/ws?since=N\`: numbered JSON messages, after which a client that
reconnects with the last number it saw misses nothing. Errors are RFC 9457 problems.`;

/** The OpenAPI 3.1 description of every route, made from the contract. */
export function describeApi(serverUrl = "/"): ApiDocument {
  const paths: Paths = {};
  for (const [name, route] of Object.entries<Route>(ROUTES)) {
    paths[route.path] = { ...paths[route.path], [route.method]: describeRoute(name, route) };
  }
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: "Pipewright",
      version: API_VERSION,
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: { schemas: SCHEMAS, securitySchemes: SECURITY_SCHEMES },
  });
}

const SCHEMAS = {
  Accepted,
  ApiKey,
  Approval,
  ApprovalAnswered,
  ApproveRequest,
  BuilderChatAnswer,
  BuilderChatRequest,
  CreatedApiKey,
  Diagnosis,
  EventsPage,
  Evidence,
  Execution,
  Fix,
  Health,
  Ignored,
  Incident,
  IncidentSummary,
  LogHits,
  LogLines,
  NewApiKey,
  PendingApproval,
  PreviewDiagnosis,
  PreviewFix,
  Problem,
  RejectRequest,
  Revised,
  ReviseRequest,
  Revision,
  Risk,
  Run,
  RunAccepted,
  RunReport,
  RunsPage,
  ScenarioSummary,
  Session,
  SignInRequest,
  SimulateRequest,
  Stats,
  StoredLine,
  TimelineEntry,
  Verification,
};

const SECURITY_SCHEMES = {
  token: { type: "http", scheme: "bearer", description: "The admin token that `npm start` prints" },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "pipewright_<8 hex digits>",
    description: "Set by the sign-in link or `POST /api/session`. Requests that change something need an `Origin`, too",
  },
  signature: {
    type: "apiKey",
    in: "header",
    name: "X-Hub-Signature-256",
    description: "HMAC-SHA256 of the raw body with the webhook's secret",
  },
  slack: {
    type: "apiKey",
    in: "header",
    name: "X-Slack-Signature",
    description: "Slack's v0 signature of the raw body",
  },
  key: { type: "http", scheme: "bearer", description: "An API key, made for one repository" },
  keyHeader: { type: "apiKey", in: "header", name: "X-PipelineIQ-Key", description: "The same API key" },
} as const;

const SECURITY: Record<Route["security"], Record<string, string[]>[]> = {
  session: [{ token: [] }, { cookie: [] }],
  signature: [{ signature: [] }],
  slack: [{ slack: [] }],
  key: [{ key: [] }, { keyHeader: [] }],
  none: [],
};

function describeRoute(name: string, route: Route): Operation {
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    security: SECURITY[route.security],
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...(route.headers && { header: route.headers }),
    },
    ...(route.body && { requestBody: { required: true, content: { "application/json": { schema: route.body } } } }),
    responses: describeResponses(route),
  };
}

function describeResponses(route: Route): Responses {
  const responses: Responses = {};
  for (const status of ANSWER_STATUSES) {
    const response = route.responses[status];
    if (response) responses[`${status}`] = { description: response.description, ...contentOf(response) };
  }
  for (const status of problemsOf(route)) {
    responses[`${status}`] ??= {
      description: STATUS_CODES[status] ?? "Problem",
      content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
    };
  }
  return responses;
}

function contentOf({ schema, mediaType }: RouteResponse): { content?: Content } {
  if (schema) return { content: { "application/json": { schema } } };
  return mediaType ? { content: { [mediaType]: { schema: { type: "string" } } } } : {};
}

const SESSION_PROBLEMS: ProblemStatus[] = [401, 403, 429];
const KEY_PROBLEMS: ProblemStatus[] = [401, 403];

/** Its own, and those that any such route can give. */
function problemsOf({ problems, security }: Route): ProblemStatus[] {
  const shared: ProblemStatus[] = { session: SESSION_PROBLEMS, key: KEY_PROBLEMS, signature: [], slack: [], none: [] }[
    security
  ];
  return [...new Set([...problems, ...shared, 500 as const])].sort((a, b) => a - b);
}
