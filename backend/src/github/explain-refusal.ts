import { RequestError } from "@octokit/request-error";
import { errorMessage, UpstreamError } from "@pipewright/contract/errors";

type Headers = Readonly<Record<string, string | number | undefined>>;

/** GitHub's own advice where it names no time. ms. */
const SECONDARY_WAIT_MS = 60_000;
const LEAST_WAIT_MS = 1000;

const ADVICE: Readonly<Record<number, string>> = {
  401: "GitHub does not accept the credentials. Check GITHUB_APP_ID and its private key, or make a new GITHUB_TOKEN, and restart.",
  403: "GitHub does not allow this. The app or GITHUB_TOKEN lacks a permission on the repository; docs/github.md lists them.",
  404: "GitHub knows no such thing, or the app or GITHUB_TOKEN may not see the repository.",
  409: "GitHub says that this conflicts with what is there now.",
  410: "GitHub no longer keeps this.",
  422: "GitHub cannot work with this request.",
};

export const RATE_LIMITED = "github_rate_limited";

/** What a failed request means, for a person; its `cause` is the error itself. `hear` gets the headers of the answer, if there was one. */
export function explainRefusal(error: unknown, now: Date, hear: (headers: Headers) => void): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (!(error instanceof RequestError) || error.response === undefined) return unreachable(error);
  const { status, response } = error;
  hear(response.headers);
  const retryAfterMs = limitedFor(error, now);
  if (retryAfterMs !== undefined) return rateLimited(retryAfterMs, error);
  if (status >= 500) {
    return new UpstreamError("github_unavailable", `GitHub answered ${status}.`, { cause: error, retryable: true });
  }
  const said = saidBy(response.data);
  const advice = ADVICE[status] ?? `GitHub answered ${status}.`;
  const message = said === undefined || status === 404 ? advice : `${advice} It says: ${said}`;
  return new UpstreamError("github_refused", message, { cause: error, retryable: false });
}

export function rateLimited(retryAfterMs: number, cause?: unknown): UpstreamError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `GitHub's rate limit is used up. It takes requests again in ${seconds} s; Pipewright tries then.`;
  return new UpstreamError(RATE_LIMITED, message, { cause, retryable: true, retryAfterMs });
}

function unreachable(error: unknown): UpstreamError {
  return new UpstreamError("github_unreachable", `GitHub cannot be reached: ${errorMessage(error)}`, {
    cause: error,
    retryable: true,
  });
}

/** Undefined when the request was not refused for the number of requests. ms. */
function limitedFor({ status, message, response }: RequestError, now: Date): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const headers: Headers = response?.headers ?? {};
  const retryAfter = Number(headers["retry-after"]);
  if (retryAfter > 0) return retryAfter * 1000;
  if (headers["x-ratelimit-remaining"] === "0") {
    return Math.max(LEAST_WAIT_MS, Number(headers["x-ratelimit-reset"]) * 1000 - now.getTime() || SECONDARY_WAIT_MS);
  }
  return status === 429 || /secondary rate/i.test(message) ? SECONDARY_WAIT_MS : undefined;
}

const SAID_MAX_LENGTH = 200;

function saidBy(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("message" in data)) return undefined;
  return String(data.message).replace(/\s+/g, " ").slice(0, SAID_MAX_LENGTH);
}
