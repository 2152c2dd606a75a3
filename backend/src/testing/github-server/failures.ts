import type { RequestHandler, Response } from "express";

/** How an answer goes wrong. */
export interface Failure {
  /** Of method and path, e.g. `/POST .*pulls$/`; of git's first question with the service, e.g. `/refs git-receive-pack$/`. */
  route: RegExp;
  status?: number;
  headers?: Record<string, string>;
  body?: object;
  /** ms to wait before the answer. */
  delayMs?: number;
  /** The beginning of the answer, after which the connection ends. */
  cutAfter?: string | Buffer;
  /** Ends the connection without an answer. */
  hangUp?: boolean;
  /** What was asked for is done before the answer goes wrong; with neither status nor `hangUp` no answer ever comes. */
  done?: boolean;
  /** How often; without it, always. */
  times?: number;
}

/** Answers as the failures say, the first that fits. */
export function failAsTold(failures: Failure[]): RequestHandler {
  return (request, response, next) => {
    const service = request.query.service === undefined ? "" : ` ${request.query.service}`;
    const called = `${request.method} ${request.path}${service}`;
    const index = failures.findIndex(({ route }) => route.test(called));
    const failure = failures[index];
    if (failure === undefined) return next();
    if (failure.times !== undefined) failure.times -= 1;
    if (failure.times === 0) failures.splice(index, 1);
    const { hangUp, delayMs, done } = failure;
    if (failure.cutAfter !== undefined) return cut(response, failure.cutAfter);
    const isSilent = !hangUp && failure.status === undefined;
    const fail = () => (hangUp ? request.socket.destroy() : refuse(response, failure));
    if (done) {
      const end = response.end.bind(response);
      response.end = () => {
        response.end = end;
        if (!isSilent) fail();
        return response;
      };
      return next();
    }
    const go = () => (isSilent ? next() : fail());
    if (delayMs === undefined) go();
    else setTimeout(go, delayMs);
  };
}

function cut(response: Response, beginning: string | Buffer): void {
  response.set("content-length", String(beginning.length + 1000));
  response.write(beginning, () => response.destroy());
}

/** Answers as GitHub does when it refuses. */
export function refuse(
  response: Response,
  { status = 500, headers = {}, body = { message: "told to fail" } }: Omit<Failure, "route">,
): void {
  response.status(status).set(headers).json(body);
}
