import { join } from "node:path";
import express, { type RequestHandler } from "express";

const HASHED_ASSETS = /^\/assets\//;

/** Serves the built console. Files with a hash in their name are kept for ever; pages of the console are all `index.html`. */
export function serveConsole(consoleDir: string): RequestHandler[] {
  return [
    express.static(consoleDir, {
      index: false,
      setHeaders(response) {
        const hashed = HASHED_ASSETS.test(response.req.url ?? "");
        response.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    }),
    (request, response, next) => {
      const isPage = request.method === "GET" && !HASHED_ASSETS.test(request.path) && request.accepts("html");
      if (!isPage) return next();
      response.setHeader("cache-control", "no-cache");
      response.sendFile(join(consoleDir, "index.html"), { cacheControl: false, dotfiles: "allow" });
    },
  ];
}
