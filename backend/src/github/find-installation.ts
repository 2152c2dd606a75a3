import type { Octokit } from "@octokit/core";
import { UpstreamError } from "@pipewright/contract/errors";

/** An app can be taken off a repository and installed anew, as another installation. ms. */
const LASTS_MS = 10 * 60_000;

/** Finds the installation of the app that may see a repository, and remembers it for a while. */
export function createInstallationFinder(app: Octokit, now: () => Date) {
  const known = new Map<string, { id: number; until: number }>();
  return async (fullName: string, signal: AbortSignal): Promise<number> => {
    const found = known.get(fullName);
    if (found !== undefined && found.until > now().getTime()) return found.id;
    const [owner = "", repo = ""] = fullName.split("/");
    try {
      const { data } = await app.request("GET /repos/{owner}/{repo}/installation", {
        owner,
        repo,
        request: { signal },
      });
      known.set(fullName, { id: data.id, until: now().getTime() + LASTS_MS });
      return data.id;
    } catch (error) {
      throw isNotFound(error) ? notInstalled(fullName, error) : error;
    }
  };
}

function isNotFound(error: unknown): boolean {
  const cause = error instanceof UpstreamError ? error.cause : undefined;
  return cause instanceof Error && "status" in cause && cause.status === 404;
}

function notInstalled(fullName: string, cause: unknown): UpstreamError {
  return new UpstreamError(
    "github_not_installed",
    `The GitHub App is not installed on ${fullName}. Install it there, on the app's page under Install App, and try again.`,
    { cause, retryable: false },
  );
}
