import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";

/**
 * Gives every request an id, answers with it as `X-Request-Id`, and logs one line for each: method, path, status, time.
 * No header and no query is logged, since they carry tokens and cookies.
 */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: giveId,
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({
        id: request.id,
        method: request.method,
        path: pathOf(request),
        remoteAddress: request.socket.remoteAddress,
      }),
      res: ({ statusCode }: ServerResponse) => ({ statusCode }),
    },
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return "error";
      return pathOf(request).startsWith("/api/") ? "info" : "debug";
    },
    customSuccessMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
    customErrorMessage: (request, response) => `${request.method} ${pathOf(request)} ${response.statusCode}`,
  });
}

function giveId(_request: IncomingMessage, response: ServerResponse): string {
  const id = randomUUID();
  response.setHeader("x-request-id", id);
  return id;
}

/** The path alone. Express shortens `url` while a mounted handler runs; `originalUrl` stays whole. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  const [path = "/"] = (request.originalUrl ?? request.url ?? "/").split("?", 1);
  return path;
}
