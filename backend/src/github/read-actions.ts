import type { Octokit } from "@octokit/core";
import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import { timeLimit } from "@pipewright/contract/time-limit";

/** For a whole log. ms. */
const DOWNLOAD_TIMEOUT_MS = 120_000;
const TOO_EARLY = "The log is not there yet, or GitHub does not let the token or the app see it (actions: read).";
const GONE = "GitHub no longer keeps the log of this run.";

/** The Actions of one repository, read with this client. */
export function readActions(octokit: Octokit, fullName: string, downloadTimeoutMs = DOWNLOAD_TIMEOUT_MS) {
  const [owner = "", repo = ""] = fullName.split("/");
  return {
    async json(path: string, signal: AbortSignal): Promise<unknown> {
      const { data } = await octokit.request(`GET /repos/{owner}/{repo}/actions${path}`, {
        owner,
        repo,
        request: { signal },
      });
      return data;
    },

    async jobLog(job_id: number, signal: AbortSignal): Promise<Uint8Array> {
      const route = "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs";
      try {
        // The log lies on another server, which must not see who asks.
        const request = { signal, redirect: "manual" as const };
        const { headers, data } = await octokit.request(route, { owner, repo, job_id, request });
        return headers.location === undefined
          ? bytesOf(data)
          : await download(headers.location, { signal, timeoutMs: downloadTimeoutMs });
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

async function download(
  url: string,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<Uint8Array> {
  let response: Response;
  const inTime = timeLimit(timeoutMs);
  try {
    response = await fetch(url, { signal: AbortSignal.any([signal, inTime]) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    signal.throwIfAborted();
    const why = inTime.aborted
      ? `it did not come within ${timeoutMs / 1000} s`
      : `the connection broke off (${errorMessage(cause)})`;
    const message = `The log cannot be downloaded: ${why}.`;
    throw new UpstreamError("github_unreachable", message, { cause, retryable: true });
  }
  await response.body?.cancel();
  throw new UpstreamError("github_log", wordsFor(response.status), { retryable: response.status !== 410 });
}

/** GitHub answers 404 until a job's log is written. */
function explain(error: unknown): unknown {
  const { cause } = error instanceof UpstreamError ? error : {};
  const status = cause instanceof Error && "status" in cause ? cause.status : undefined;
  if (status === 404) return new UpstreamError("github_log_missing", TOO_EARLY, { cause: error, retryable: true });
  if (status === 410) return new UpstreamError("github_log_gone", GONE, { cause: error, retryable: false });
  return error;
}

function wordsFor(status: number): string {
  if (status === 404) return TOO_EARLY;
  return status === 410 ? GONE : `The log cannot be downloaded: the server answered ${status}.`;
}

function bytesOf(data: unknown): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return Buffer.from(JSON.stringify(data ?? ""));
}
