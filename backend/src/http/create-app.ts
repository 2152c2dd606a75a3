import { NotFoundError } from "@pipewright/contract/errors";
import type { Health } from "@pipewright/contract/health";
import type { Incident } from "@pipewright/contract/incident";
import type { RunLimits } from "@pipewright/contract/run-limits";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import type { Access } from "../access/access.ts";
import type { ApiKeys } from "../access/api-keys.ts";
import { callerOf } from "../access/caller.ts";
import type { People } from "../access/people.ts";
import type { IncidentQueries } from "../incidents/incident-queries.ts";
import type { ScenarioLibrary } from "../intake/scenarios.ts";
import type { Orchestrator } from "../orchestrator/orchestrator.ts";
import { approvalRoutes } from "./approval-routes.ts";
import { dashboardRoutes } from "./dashboard-routes.ts";
import { docsAssets } from "./docs-page.ts";
import { type DoctorDeps, doctorRoutes } from "./doctor-routes.ts";
import { type IngestDeps, ingestRoutes } from "./ingest-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { logRoutes } from "./log-routes.ts";
import { mountRoutes } from "./mount-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { type PreviewDeps, previewRoutes } from "./preview-routes.ts";
import { PROBLEM_MEDIA_TYPE, toProblem } from "./problem.ts";
import { readGithubBody } from "./read-github-body.ts";
import { readSlackBody } from "./read-slack-body.ts";
import { requestLog } from "./request-log.ts";
import { securityHeaders } from "./security-headers.ts";
import { serveConsole } from "./serve-console.ts";
import { sessionRoutes } from "./session-routes.ts";
import { signInLink } from "./sign-in-link.ts";
import { type SlackDeps, slackRoutes } from "./slack-routes.ts";
import { systemRoutes } from "./system-routes.ts";
import { type WebhookDeps, webhookRoutes } from "./webhook-routes.ts";

export interface AppDeps
  extends Pick<PreviewDeps, "previews" | "builder">,
    Pick<DoctorDeps, "doctor">,
    Pick<WebhookDeps, "askGithub">,
    SlackDeps,
    IngestDeps {
  orchestrator: Orchestrator;
  incidents: IncidentQueries;
  scenarios: ScenarioLibrary;
  access: Access;
  keys: ApiKeys;
  people: Pick<People, "add" | "list" | "revoke">;
  health(): Promise<Health>;
  /** The change that an executed fix made, as a patch file; null when there is none. */
  renderPatch(incident: Incident): string | null;
  config: AppConfig;
  /** Folder of the built console; absent: only the API is served. */
  consoleDir?: string | undefined;
  log: Logger;
}

export interface AppConfig {
  /** Absent: GitHub deliveries are refused with 503. */
  githubWebhookSecret?: string | undefined;
  githubServerUrl?: string | undefined;
  publicUrl?: string | undefined;
  /** Logs up to this long are kept whole; longer ones are accepted, too, and cut where they are stored. */
  maxLogBytes: number;
  runLimits: RunLimits;
}

/** The whole HTTP side, ready to be given to `http.createServer`. */
export function createApp(deps: AppDeps): Express {
  const { access, config, log } = deps;
  const app = express();
  // A proxy on this machine may say whom it speaks for; nobody else.
  app.set("trust proxy", "loopback");
  app.use(requestLog(log), securityHeaders(config.publicUrl), checkHost(access), compression());
  app.use("/api", neverCache);
  app.use("/docs/assets", docsAssets());
  app.use(signInLink(access));
  mountRoutes(
    app,
    {
      ...webhookRoutes(deps),
      ...ingestRoutes(deps),
      ...keyRoutes(deps.keys),
      ...peopleRoutes(deps.people),
      ...previewRoutes(deps),
      ...dashboardRoutes(deps),
      ...logRoutes(deps.incidents),
      ...approvalRoutes(deps),
      ...doctorRoutes({ doctor: deps.doctor, limits: config.runLimits, publicUrl: config.publicUrl }),
      ...slackRoutes(deps),
      ...sessionRoutes(access),
      ...systemRoutes({ health: deps.health, publicUrl: config.publicUrl }),
    },
    {
      access,
      keys: deps.keys,
      bodyLimits: {
        reportRun: simulateLimit(config.maxLogBytes),
        simulate: simulateLimit(config.maxLogBytes),
        previewDiagnosis: simulateLimit(config.maxLogBytes),
        previewFix: simulateLimit(config.maxLogBytes),
        revise: REVISE_LIMIT_BYTES,
      },
      readSignedBody: {
        signature: (request, response) => readGithubBody(request, response, config.githubWebhookSecret),
        slack: (request, response) => readSlackBody(request, response, deps.slack),
      },
    },
  );
  app.use("/api", unknownApi(access));
  if (deps.consoleDir !== undefined) app.use(serveConsole(deps.consoleDir));
  app.use(unknownPage);
  app.use(answerProblem);
  return app;
}

const MEBIBYTE = 1024 * 1024;
/** A patch of 1 MiB, with the escapes that JSON gives it. */
const REVISE_LIMIT_BYTES = 3 * MEBIBYTE;
/** A JavaScript string holds no more. */
const LONGEST_TEXT_BYTES = 500 * MEBIBYTE;

/** JSON can double a log with its escapes, and a log that is too long is to be cut, not refused. */
function simulateLimit(maxLogBytes: number): number {
  return Math.min(2 * maxLogBytes + MEBIBYTE, LONGEST_TEXT_BYTES);
}

/** A signature or an API key proves that a request is meant for us; machines may know us by the name of a tunnel. */
const SIGNED_PATHS = ["/api/webhook/github", "/api/slack/interactions"];
const KEYED_PATHS = "/api/v1/";

function checkHost(access: Access): RequestHandler {
  return (request, _response, next) => {
    if (!SIGNED_PATHS.includes(request.path) && !request.path.startsWith(KEYED_PATHS))
      access.checkHost(callerOf(request, request.ip));
    next();
  };
}

const neverCache: RequestHandler = (_request, response, next) => {
  response.setHeader("cache-control", "no-store");
  next();
};

function unknownApi(access: Access): RequestHandler {
  return async (request) => {
    await access.authorize(callerOf(request, request.ip));
    throw new NotFoundError("There is no such route. /docs lists all there are.");
  };
}

const unknownPage: RequestHandler = () => {
  throw new NotFoundError("There is nothing here.");
};

const answerProblem: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const { problem, headers } = toProblem(error);
  // The request's one line in the log says why.
  if (problem.status >= 500) response.err = error instanceof Error ? error : new Error(String(error));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.set(headers).status(problem.status).type(PROBLEM_MEDIA_TYPE);
  response.send(JSON.stringify({ ...problem, requestId: String(request.id) }));
};
