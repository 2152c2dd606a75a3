import type { RequestHandler } from "express";

/** How an answer goes wrong. */
export interface Failure {
  /** Of method and path, e.g. `/POST .*pulls$/`. */
  route: RegExp;
  status?: number;
  headers?: Record<string, string>;
  body?: object;
  /** ms to wait before the answer. */
  delayMs?: number;
  /** Ends the connection without an answer. */
  hangUp?: boolean;
  /** How often; without it, always. */
  times?: number;
}

/** Answers as the failures say, the first that fits. */
export function failAsTold(failures: Failure[]): RequestHandler {
  return (request, response, next) => {
    const called = `${request.method} ${request.path}`;
    const index = failures.findIndex(({ route }) => route.test(called));
    const failure = failures[index];
    if (failure === undefined) return next();
    if (failure.times !== undefined) failure.times -= 1;
    if (failure.times === 0) failures.splice(index, 1);
    if (failure.hangUp) {
      request.socket.destroy();
      return;
    }
    const answer = () => {
      const { status, headers = {}, body = { message: "told to fail" } } = failure;
      if (status === undefined) next();
      else response.status(status).set(headers).json(body);
    };
    if (failure.delayMs === undefined) answer();
    else setTimeout(answer, failure.delayMs);
  };
}
