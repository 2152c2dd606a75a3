import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";

interface Limit {
  /** Whose it is, e.g. `installation 12`. */
  account: string;
  limit: number;
  remaining: number;
  resetAt: Date;
}

export interface CheckedGitHub {
  kind: "app" | "token";
  /** Asks whether the credentials are taken. `app` is the app's name. */
  check(signal: AbortSignal): Promise<{ app?: string; limits: Limit[] }>;
}

const WAY = {
  advice:
    "Make a GitHub App with `npx pipewright github-app`, or a fine-grained token with Actions: read, Contents: read and write, and Pull requests: read and write, and start Pipewright again. docs/github.md has the steps.",
  snippet: "GITHUB_TOKEN=github_pat_...",
};

/** Whether GitHub takes the app's key or the token, and what is left of the hour's requests. */
export async function checkGithub(
  { github, apiUrl }: { github: CheckedGitHub | undefined; apiUrl: string },
  signal: AbortSignal,
): Promise<HealthPart> {
  if (github === undefined) {
    return { status: "degraded", kind: "none", message: "Logs of failed runs cannot be fetched", ...WAY };
  }
  const credentials = github.kind === "app" ? "app's key" : "token";
  try {
    const { app, limits } = await github.check(signal);
    const who = app === undefined ? "the token" : `the app ${app}`;
    return { status: "ok", kind: github.kind, message: `${apiUrl} takes ${who}${limits.map(whatIsLeft).join("")}` };
  } catch (error) {
    if (error instanceof UpstreamError && error.code === "github_refused") {
      const message = `${apiUrl} refuses the ${credentials}: wrong, expired or revoked`;
      return { status: "down", kind: github.kind, message, ...WAY };
    }
    if (error instanceof UpstreamError && error.code === "github_rate_limited") {
      return { status: "degraded", kind: github.kind, message: error.message };
    }
    const message = signal.aborted ? `${apiUrl} gave no answer in time` : errorMessage(error);
    return { status: "down", kind: github.kind, message, advice: "Check the network and GITHUB_API_URL." };
  }
}

function whatIsLeft({ account, limit, remaining, resetAt }: Limit): string {
  const until = resetAt.toISOString().slice(11, 16);
  return `; ${remaining} of ${limit} requests of ${account} are left until ${until} UTC`;
}
