import { z } from "zod";
import { BuilderChatAnswer, BuilderChatRequest } from "./builder-chat.ts";
import { SlackInteraction } from "./notifications-slack.ts";
import { PreviewDiagnosis, PreviewFix } from "./preview.ts";
import type { Route } from "./route.ts";
import { RunAccepted, RunReport } from "./runs.ts";
import { Accepted, Ignored, Noted, ScenarioSummary, SimulateRequest } from "./simulate.ts";

/** Where failures and runs come in. */
export const INTAKE_ROUTES = {
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
      200: {
        description: "The delivery needs nothing, or told what became of something delivered",
        schema: z.union([Ignored, Noted]),
      },
      202: { description: "The incident is stored", schema: Accepted },
    },
    problems: [400, 401, 413, 415, 422, 502, 503],
  },
  slackInteraction: {
    method: "post",
    path: "/api/slack/interactions",
    tag: "webhook",
    summary: "Take what somebody pressed in a Slack message",
    security: "slack",
    body: SlackInteraction,
    responses: { 200: { description: "It is taken; what was refused is told to that person in Slack" } },
    problems: [400, 401, 409, 413, 422, 503],
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
} as const satisfies Record<string, Route>;
