import { Problem } from "@pipewright/contract/problem";
import { visibleText } from "./visible-text.ts";

/** Every way in which a question to the server can go wrong. `message` is for the person at the screen. */
export class ApiProblem extends Error {
  /** The server's stable code, or `unreachable`, `unexpected_answer`, `http_error`. */
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiProblem";
    this.code = code;
    this.status = status;
  }
}

export function unreachable(cause: unknown): ApiProblem {
  return new ApiProblem("unreachable", 0, "The Pipewright server does not answer. Check that it is running.", {
    cause,
  });
}

export function unexpectedAnswer(cause: unknown): ApiProblem {
  const message =
    "The server gave an answer that this page cannot read. Reload the page: it may be older than the server.";
  return new ApiProblem("unexpected_answer", 200, message, { cause });
}

/** Reads a refusal: problem+json in the server's own words, anything else in ours. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const parsed = Problem.safeParse(body);
  if (parsed.success) return new ApiProblem(parsed.data.code, status, parsed.data.detail || parsed.data.title);
  return new ApiProblem("http_error", status, wordsForStatus(status));
}

/** What to tell a person about anything that was thrown. */
export function problemMessage(thrown: unknown): string {
  if (thrown instanceof ApiProblem) return visibleText(thrown.message);
  return "Something in this page failed. Reload it; nothing on the server has changed.";
}

/** True where the same question may get an answer a moment later. */
export function isTransient(thrown: unknown): boolean {
  return thrown instanceof ApiProblem && (thrown.status === 0 || thrown.status >= 500);
}

function wordsForStatus(status: number): string {
  if (status === 401) return "You are signed out. Sign in again to go on.";
  if (status === 403) return "You may not do this with the token you signed in with.";
  if (status === 404) return "There is nothing at this address. It may have been removed.";
  if (status === 429) return "Too many requests in a short time. Wait a minute, then try again.";
  return `The server answered ${status} and gave no reason. Try again; if it stays, look at the server's terminal.`;
}
