import type { Octokit } from "@octokit/core";

/** GitHub's REST API for one repository, signed in. */
export interface GitHubRepository {
  owner: string;
  repo: string;
  request: Octokit["request"];
}

/** The status that GitHub refused a request with; undefined for what never came to an answer. */
export function refusedWith(error: unknown): number | undefined {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ("status" in each && typeof each.status === "number" && each.name === "HttpError") return each.status;
  }
  return undefined;
}
