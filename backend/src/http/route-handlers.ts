import type { ApiKey } from "@pipewright/contract/api-keys";
import type { Route } from "@pipewright/contract/route";
import type { ROUTES, RouteName } from "@pipewright/contract/routes";
import type { Response } from "express";
import type { z } from "zod";
import type { Caller } from "../access/caller.ts";

/** What a route gets: the parts of the request that its schemas describe, parsed. */
export interface RouteInput<R extends Route> {
  params: Parsed<R, "params">;
  query: Parsed<R, "query">;
  headers: Parsed<R, "headers">;
  body: Parsed<R, "body">;
  caller: Caller;
  /** Who asks. */
  by: R["security"] extends "session" ? string : undefined;
  /** The API key that it came with. */
  key: R["security"] extends "key" ? ApiKey : undefined;
}

type Parsed<R extends Route, Part extends keyof Route> =
  R extends Record<Part, z.ZodType> ? z.output<R[Part]> : undefined;

export type RouteHandler<Name extends RouteName> = (
  input: RouteInput<(typeof ROUTES)[Name]>,
  response: Response,
) => Promise<void> | void;

/** One handler for each of the named routes. */
export type RouteHandlers<Names extends RouteName = RouteName> = { [Name in Names]: RouteHandler<Name> };
