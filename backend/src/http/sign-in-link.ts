import { PipewrightError } from "@pipewright/contract/errors";
import type { Request, RequestHandler } from "express";
import type { Access } from "../access/access.ts";
import { callerOf } from "../access/caller.ts";

/** Follows `/any/page?token=...`: sets the session cookie and goes on to the same page without the token. */
export function signInLink(access: Access): RequestHandler {
  return async (request, response, next) => {
    const { token } = request.query;
    if (request.method !== "GET" || typeof token !== "string" || isApi(request)) return next();
    response.setHeader("cache-control", "no-store");
    try {
      response.setHeader("set-cookie", await access.signIn(token, callerOf(request, request.ip)));
    } catch (error) {
      if (!(error instanceof PipewrightError) || request.accepts(["html", "json"]) !== "html") throw error;
      response.status(error.status).type("html").send(refusalPage(error));
      return;
    }
    response.redirect(303, withoutToken(request.originalUrl));
  };
}

function isApi({ path }: Request): boolean {
  return /^\/api(\/|$)/i.test(path);
}

function withoutToken(originalUrl: string): string {
  const url = new URL(originalUrl, "http://localhost");
  url.searchParams.delete("token");
  // A path that begins with two slashes would name another host.
  return `/${url.pathname.replace(/^\/+/, "")}${url.search}`;
}

function refusalPage({ message }: PipewrightError): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not signed in - Pipewright</title>
<h1>This sign-in link did not work</h1>
<p>${message.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>
<p><a href="/">Sign in with the token</a></p>
</html>
`;
}
