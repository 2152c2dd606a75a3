import type { Failure } from "./failures.ts";

type Refusal = Omit<Failure, "route">;

const DOCUMENTED = "https://docs.github.com/rest";
const refusal = (status: number, message: string, more: object = {}): Refusal => ({
  status,
  body: { message, ...more, documentation_url: DOCUMENTED, status: String(status) },
});
/** As GitHub tells what is wrong with the fields of a request. */
const invalid = (...errors: object[]): Refusal => refusal(422, "Validation Failed", { errors });
const pullRequestProblem = (message: string): Refusal => invalid({ resource: "PullRequest", code: "custom", message });

/** What GitHub really answers when it refuses: status, headers and body. */
export const REFUSALS = {
  badCredentials: refusal(401, "Bad credentials"),
  noPermission: refusal(403, "Resource not accessible by integration"),
  locked: refusal(403, "Unable to create comment because issue is locked."),
  tooOldToRerun: refusal(403, "Unable to retry this workflow run because it was created over a month ago"),
  notFound: refusal(404, "Not Found"),
  conflict: refusal(409, "Git Repository is empty."),
  gone: refusal(410, "Issues has been disabled in this repository."),
  pullRequestExists: (head: string) => pullRequestProblem(`A pull request already exists for ${head}.`),
  noCommits: (base: string, head: string) => pullRequestProblem(`No commits between ${base} and ${head}`),
  noDrafts: refusal(422, "Draft pull requests are not supported in this repository."),
  noBase: invalid({ resource: "PullRequest", field: "base", code: "invalid" }),
  noSuchCommit: refusal(422, "No commit found for SHA: 0000000000000000000000000000000000000000"),
  unavailable: refusal(502, "Server Error"),
  rateLimit: (resetAt: Date): Refusal => ({
    ...refusal(403, "API rate limit exceeded for installation ID 70."),
    headers: {
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.ceil(resetAt.getTime() / 1000)),
    },
  }),
  secondaryLimit: (seconds: number): Refusal => ({
    ...refusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."),
    headers: { "retry-after": String(seconds) },
  }),
};
