import type { Octokit } from "@octokit/core";
import type { RateLimit } from "./rate-limits.ts";

/** GitHub, signed in as an app or with a token. All reject with UpstreamError, which says what to do, or with the signal's reason. */
export interface GitHub {
  kind: "app" | "token";
  /** A client that may act in this repository, `owner/name`. */
  octokitFor(repo: string, signal: AbortSignal): Promise<Octokit>;
  /**
   * What git needs for this repository. Of an app: good for an hour, for this repository alone, to read or write its contents and
   * nothing else. Never logged, never given to a sandbox or a container.
   */
  gitCredential(
    repo: string,
    signal: AbortSignal,
    access?: "read" | "write",
  ): Promise<{ username: string; password: string }>;
  /** Who commits. */
  identity(signal: AbortSignal): Promise<GitIdentity>;
  /** What is left of each account's hourly limit, as its last answer said. */
  rateLimits(): RateLimit[];
  /** Asks GitHub whether it takes the credentials, which costs nothing of the limit. */
  check(signal: AbortSignal): Promise<GitHubAnswer>;
}

export interface GitHubAnswer {
  /** The app's name; absent with a token. */
  app?: string;
  limits: RateLimit[];
}

export interface GitIdentity {
  name: string;
  email: string;
}
