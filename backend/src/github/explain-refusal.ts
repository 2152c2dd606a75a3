import { RequestError } from "@octokit/request-error";
import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import { z } from "zod";

type Headers = Readonly<Record<string, string | number | undefined>>;

/** GitHub's own advice where it names no time. ms. */
const SECONDARY_WAIT_MS = 60_000;
const LEAST_WAIT_MS = 1000;

const ADVICE: Readonly<Record<number, string>> = {
  401: "GitHub does not accept the credentials. Check GITHUB_APP_ID and its private key, or make a new GITHUB_TOKEN, and restart.",
  403: "GitHub does not allow this.",
  404: "GitHub knows no such thing, or the app or GITHUB_TOKEN may not see the repository.",
  409: "GitHub says that this conflicts with what is there now.",
  410: "GitHub no longer keeps this.",
  422: "GitHub cannot work with this request.",
};

const LACKS_PERMISSION = "The app or GITHUB_TOKEN lacks a permission on the repository; docs/github.md lists them.";
/** GitHub's words where it is a permission that is missing, and not the state of things. */
const OF_PERMISSIONS = /not accessible|permission|must have|must grant|admin rights/i;

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
  return new UpstreamError("github_refused", refusedFor(status, saidBy(response.data)), {
    cause: error,
    retryable: false,
  });
}

function refusedFor(status: number, said: string | undefined): string {
  const lacks = status === 403 && (said === undefined || OF_PERMISSIONS.test(said));
  const advice = [ADVICE[status] ?? `GitHub answered ${status}.`, ...(lacks ? [LACKS_PERMISSION] : [])].join(" ");
  return said === undefined || status === 404 ? advice : `${advice} It says: ${said.replace(/[.\s]*$/, ".")}`;
}

export function rateLimited(retryAfterMs: number, cause?: unknown): UpstreamError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `GitHub's rate limit is used up. It takes requests again in ${seconds} s.`;
  return new UpstreamError(RATE_LIMITED, message, { cause, retryable: true, retryAfterMs });
}

function unreachable(error: unknown): UpstreamError {
  const message = isLate(error) ? "GitHub gave no answer in time." : `GitHub cannot be reached: ${errorMessage(error)}`;
  return new UpstreamError("github_unreachable", message, { cause: error, retryable: true });
}

function isLate(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) if (each.name === "TimeoutError") return true;
  return false;
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

const SAID_MAX_LENGTH = 300;

/** What GitHub says beside the status: `Validation Failed` alone tells nobody anything, its `errors` do. */
const Said = z.object({
  message: z.string(),
  errors: z
    .array(
      z.union([
        z.string(),
        z.object({ message: z.string() }).transform(({ message }) => message),
        z.object({ field: z.string(), code: z.string() }).transform(({ field, code }) => `${field} is ${code}`),
      ]),
    )
    .optional()
    .catch(undefined),
});

function saidBy(data: unknown): string | undefined {
  const { data: said } = Said.safeParse(data);
  if (said === undefined) return undefined;
  const words = [said.message, ...(said.errors ?? [])].join(": ").replace(/\s+/g, " ");
  return words.slice(0, SAID_MAX_LENGTH);
}
