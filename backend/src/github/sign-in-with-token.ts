import { z } from "zod";
import type { GitHub } from "./github.ts";
import { makeOctokit } from "./make-octokit.ts";
import { createRateLimits } from "./rate-limits.ts";

/** What GitHub takes for a user's name beside a token. */
const TOKEN_USER = "x-access-token";
const ACCOUNT = "the token";

const RateAnswer = z.object({
  resources: z.object({ core: z.object({ limit: z.int(), remaining: z.int(), reset: z.int() }) }),
});

/** GitHub with a personal or machine token. */
export function signInWithToken(
  { apiUrl, token, timeoutMs }: { apiUrl: string; token: string; timeoutMs: number },
  now: () => Date,
): GitHub {
  const limits = createRateLimits(now);
  const octokit = makeOctokit({ apiUrl, identity: { auth: token }, account: ACCOUNT, limits, timeoutMs, now });
  return {
    kind: "token",
    octokitFor: async () => octokit,
    gitCredential: async () => ({ username: TOKEN_USER, password: token }),
    identity: async () => ({ name: "Pipewright", email: "pipewright@localhost" }),
    rateLimits: limits.list,
    async check(signal) {
      const { data } = await octokit.request("GET /rate_limit", { request: { signal } });
      const { core } = RateAnswer.parse(data).resources;
      limits.note(ACCOUNT, {
        "x-ratelimit-limit": core.limit,
        "x-ratelimit-remaining": core.remaining,
        "x-ratelimit-reset": core.reset,
      });
      return { limits: limits.list() };
    },
  };
}
