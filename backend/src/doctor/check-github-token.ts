import { errorMessage } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";
import { z } from "zod";

export interface GithubSettings {
  token: string | undefined;
  /** Without a slash at its end. */
  apiUrl: string;
}

const RateLimit = z.object({ resources: z.object({ core: z.object({ limit: z.int(), remaining: z.int() }) }) });

const WAY = {
  advice:
    "Make a fine-grained token with Actions: read and Contents: read, set GITHUB_TOKEN, and start Pipewright again.",
  snippet: "GITHUB_TOKEN=github_pat_...",
};

/** Whether GitHub takes the token. Asking for what is left of the rate limit costs none of it. */
export async function checkGithubToken({ token, apiUrl }: GithubSettings, signal: AbortSignal): Promise<HealthPart> {
  if (token === undefined) {
    return { status: "degraded", kind: "none", message: "Logs of failed runs cannot be fetched", ...WAY };
  }
  try {
    const headers = { authorization: `Bearer ${token}`, "user-agent": "pipewright" };
    const response = await fetch(`${apiUrl}/rate_limit`, { headers, signal });
    if (response.status === 401) {
      return {
        status: "down",
        kind: "github",
        message: `${apiUrl} refuses the token: wrong, expired or revoked`,
        ...WAY,
      };
    }
    return { status: "ok", kind: "github", message: `${apiUrl} takes the token${await whatIsLeft(response)}` };
  } catch (error) {
    const message = `${apiUrl} cannot be reached: ${signal.aborted ? "no answer in time" : errorMessage(error)}`;
    return { status: "down", kind: "github", message, advice: "Check the network and GITHUB_API_URL." };
  }
}

/** Empty where the server keeps no rate limit, as GitHub Enterprise may. */
async function whatIsLeft(response: Response): Promise<string> {
  const limits = RateLimit.safeParse(await response.json().catch(() => undefined)).data;
  if (limits === undefined) return "";
  const { remaining, limit } = limits.resources.core;
  return `; ${remaining} of ${limit} requests are left this hour`;
}
