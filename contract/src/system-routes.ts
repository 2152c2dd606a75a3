import { z } from "zod";
import { Health } from "./health.ts";
import type { Route } from "./route.ts";
import { Session, SignInRequest } from "./session.ts";

/** Sign-in, health and this description. */
export const SYSTEM_ROUTES = {
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
