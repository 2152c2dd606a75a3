import { ForbiddenError, InvalidFieldError, PipewrightError } from "@pipewright/contract/errors";
import type { Route } from "@pipewright/contract/route";
import { ROUTES, type RouteName } from "@pipewright/contract/routes";
import type { Express, Request, Response } from "express";
import type { z } from "zod";
import type { Access } from "../access/access.ts";
import type { ApiKeys } from "../access/api-keys.ts";
import { callerOf } from "../access/caller.ts";
import { readJsonBody } from "./read-body.ts";
import type { RouteHandlers, RouteInput } from "./route-handlers.ts";

export interface MountOptions {
  access: Access;
  keys: Pick<ApiKeys, "authenticate">;
  /** Longest JSON body in bytes, where it is not the usual 1 MiB. */
  bodyLimits: Partial<Record<RouteName, number>>;
  /** Reads and authenticates a signed body, by who signs it. */
  readSignedBody: Readonly<Record<"signature" | "slack", (request: Request, response: Response) => Promise<unknown>>>;
}

const DEFAULT_BODY_LIMIT_BYTES = 1024 * 1024;

/** Puts every route of the contract on the app: who asks is checked first, then the body is read, then it is validated. */
export function mountRoutes(app: Express, handlers: RouteHandlers, options: MountOptions): void {
  for (const name of Object.keys(ROUTES).filter(isRouteName)) mountRoute(app, name, handlers, options);
  for (const [path, routes] of routesByPath()) app.route(path).all(refuseMethod(routes, options.access));
}

function mountRoute<Name extends RouteName>(
  app: Express,
  name: Name,
  handlers: RouteHandlers,
  { access, keys, bodyLimits, readSignedBody }: MountOptions,
): void {
  const route: Route = ROUTES[name];
  const handle = handlers[name];
  app[route.method](expressPath(route.path), async (request, response) => {
    const caller = callerOf(request, request.ip);
    const identity = route.security === "session" ? await access.authorize(caller) : undefined;
    if (route.admin === true && identity?.role !== "admin") throw new ForbiddenError("Only the admin may do this.");
    const key = route.security === "key" ? await keys.authenticate(caller) : undefined;
    const body = await readBody(request, response);
    const input = {
      params: check(route.params, request.params),
      query: check(route.query, request.query),
      headers: check(route.headers, request.headers),
      body: check(route.body, body),
      caller,
      by: identity?.by,
      key,
    };
    // The schemas have just parsed every part; the compiler cannot see that they are those of `name`.
    await handle(input as RouteInput<(typeof ROUTES)[Name]>, response);
  });

  async function readBody(request: Request, response: Response): Promise<unknown> {
    if (route.security === "signature" || route.security === "slack") {
      return readSignedBody[route.security](request, response);
    }
    if (route.body === undefined) return undefined;
    return readJsonBody(request, response, bodyLimits[name] ?? DEFAULT_BODY_LIMIT_BYTES);
  }
}

function check(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidFieldError(
    parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message })),
  );
}

function refuseMethod(routes: readonly Route[], access: Access) {
  const allowed = routes.flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
  const guarded = routes.some(({ security }) => security === "session");
  return async (request: Request, response: Response) => {
    if (guarded) await access.authorize(callerOf(request, request.ip));
    response.setHeader("allow", allowed.join(", "));
    throw new PipewrightError(
      "method_not_allowed",
      405,
      `${request.method} is not possible here. Use ${allowed.join(" or ")}.`,
    );
  };
}

function routesByPath(): Map<string, Route[]> {
  const byPath = new Map<string, Route[]>();
  for (const route of Object.values<Route>(ROUTES)) {
    const path = expressPath(route.path);
    byPath.set(path, [...(byPath.get(path) ?? []), route]);
  }
  return byPath;
}

/** `/events/{id}` becomes `/events/:id`. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function isRouteName(name: string): name is RouteName {
  return name in ROUTES;
}
