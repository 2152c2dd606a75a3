import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { timeLimit } from "@pipewright/contract/time-limit";
import { explainRefusal, RATE_LIMITED, rateLimited } from "./explain-refusal.ts";
import type { RateLimits } from "./rate-limits.ts";

/** For a whole answer, body and all. ms. */
export const REQUEST_TIMEOUT_MS = 60_000;
/** A limit that ends sooner is waited for here; a longer one is the orchestrator's to wait for. s. */
const SHORT_WAIT_SECONDS = 3;
/** Beyond GitHub's passing troubles the orchestrator tries again, and says so in the timeline. */
const RETRIES = 1;
const CLIENT_ERRORS = [400, 401, 403, 404, 406, 409, 410, 412, 415, 422, 429, 451];

const Client = Octokit.plugin(throttling, retry);

export interface OctokitSettings {
  apiUrl: string;
  /** Sets who asks: `{ auth: token }`, or an app's strategy. */
  identity: object;
  /** Whose limits they are, e.g. `installation 12`. */
  account: string;
  limits: RateLimits;
  /** For a whole answer. ms. */
  timeoutMs: number;
  now(): Date;
}

/** A client that keeps to GitHub's limits. Its requests reject with UpstreamError, or with the reason of their own signal. */
export function makeOctokit({ apiUrl, identity, account, limits, timeoutMs, now }: OctokitSettings): Octokit {
  const octokit = new Client({
    baseUrl: apiUrl,
    userAgent: "pipewright",
    ...identity,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch: fetchWithin(timeoutMs) },
    retry: { retries: RETRIES, doNotRetry: CLIENT_ERRORS },
    throttle: { id: `${apiUrl} ${account}`, onRateLimit: waitsBriefly, onSecondaryRateLimit: waitsBriefly },
  });
  octokit.hook.before("request", (options) => {
    // What writes may have been done although the answer was lost.
    if (!isRead(options)) options.request.retries = 0;
  });
  // The last hook is the outermost: it sees what the plugins let through.
  octokit.hook.wrap("request", async (request, options) => {
    const signal: AbortSignal | undefined = options.request.signal;
    signal?.throwIfAborted();
    const blockedMs = limits.blockedMs(account);
    if (blockedMs > 0) throw rateLimited(blockedMs);
    try {
      const response = await request(options);
      limits.note(account, response.headers);
      return response;
    } catch (error) {
      signal?.throwIfAborted();
      const refusal = explainRefusal(error, now(), (headers) => limits.note(account, headers));
      if (refusal.code === RATE_LIMITED) limits.block(account, refusal.retryAfterMs ?? 0);
      throw refusal;
    }
  });
  return octokit;
}

function ignore(): void {}

function waitsBriefly(wait: number, options: { method: string }, _client: unknown, tries: number): boolean {
  return wait <= SHORT_WAIT_SECONDS && tries === 0 && isRead(options);
}

function isRead({ method }: { method: string }): boolean {
  return method === "GET" || method === "HEAD";
}

/** The plugins ask once more after anything but an AbortError, which is what a caller's own wish to end must become. */
function fetchWithin(timeoutMs: number) {
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const wished = init.signal ?? undefined;
    const inTime = timeLimit(timeoutMs);
    try {
      return await fetch(url, { ...init, signal: wished === undefined ? inTime : AbortSignal.any([wished, inTime]) });
    } catch (error) {
      if (wished?.aborted) throw new DOMException("The request was given up", "AbortError");
      throw error;
    }
  };
}
