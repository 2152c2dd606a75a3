import { errorMessage, UpstreamError } from "@pipewright/contract/errors";

const REQUEST_TIMEOUT_MS = 60_000;

/** A GET to GitHub's REST API. @throws UpstreamError that says what to do, retryable where waiting helps; or the signal's reason */
export async function askGitHub(url: string, token: string, signal: AbortSignal): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  };
  let response: Response;
  try {
    response = await fetch(url, {
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new UpstreamError("github_unreachable", `GitHub cannot be reached: ${errorMessage(cause)}`, {
      cause,
      retryable: true,
    });
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw refusal(response);
}

const REASONS: Readonly<Record<number, string>> = {
  401: "GitHub does not accept GITHUB_TOKEN. Make a new one and restart.",
  403: "GITHUB_TOKEN may not read the run. It needs actions: read on the repository.",
  404: "GitHub knows no such run, or GITHUB_TOKEN may not see the repository.",
  410: "GitHub no longer keeps the log of this run.",
};

function refusal({ status, headers }: Response): UpstreamError {
  const retryAfter = Number(headers.get("retry-after"));
  const reset = Number(headers.get("x-ratelimit-reset")) * 1000 - Date.now();
  const isLimited =
    status === 429 || (status === 403 && (headers.get("x-ratelimit-remaining") === "0" || retryAfter > 0));
  if (isLimited) {
    const retryAfterMs = retryAfter > 0 ? retryAfter * 1000 : Math.max(1000, reset || 60_000);
    return new UpstreamError("github_rate_limited", "GitHub's rate limit is used up.", {
      retryable: true,
      retryAfterMs,
    });
  }
  if (status >= 500) return new UpstreamError("github_unavailable", `GitHub answered ${status}.`, { retryable: true });
  return new UpstreamError("github_refused", REASONS[status] ?? `GitHub answered ${status}.`, { retryable: false });
}
