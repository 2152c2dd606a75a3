import { type GitHubRepository, refusedWith } from "./github-api.ts";
import type { PullRequestText } from "./render-pull-request.ts";

const UNPROCESSABLE = 422;

export interface PullRequestInput extends PullRequestText {
  /** Branch of this repository that holds the change. */
  head: string;
  /** Branch that it is to go into. */
  base: string;
  draft: boolean;
  /** An open pull request for the same branch that is known already. */
  number?: number | undefined;
  signal: AbortSignal;
}

export interface PullRequest {
  number: number;
  url: string;
  draft: boolean;
}

/** Opens a pull request, or brings the open one of the same branch up to date. @throws what the request throws */
export async function openPullRequest(github: GitHubRepository, input: PullRequestInput): Promise<PullRequest> {
  const number = input.number ?? (await findOpen(github, input));
  return number === undefined ? create(github, input) : update(github, number, input);
}

async function findOpen({ owner, repo, request }: GitHubRepository, { head, signal }: PullRequestInput) {
  const { data } = await request("GET /repos/{owner}/{repo}/pulls", {
    owner,
    repo,
    state: "open",
    head: `${owner}:${head}`,
    per_page: 1,
    request: { signal },
  });
  return data[0]?.number;
}

async function create(github: GitHubRepository, input: PullRequestInput): Promise<PullRequest> {
  try {
    return await post(github, input);
  } catch (error) {
    // Not every plan has drafts.
    if (!input.draft || refusedWith(error) !== UNPROCESSABLE) throw error;
    return post(github, { ...input, draft: false, title: `[not proven] ${input.title}` });
  }
}

async function post({ owner, repo, request }: GitHubRepository, input: PullRequestInput): Promise<PullRequest> {
  const { title, body, head, base, draft, signal } = input;
  const content = { owner, repo, title, body, head, base, draft, maintainer_can_modify: true };
  const { data } = await request("POST /repos/{owner}/{repo}/pulls", { ...content, request: { signal } });
  return { number: data.number, url: data.html_url, draft: data.draft === true };
}

async function update(
  { owner, repo, request }: GitHubRepository,
  pull_number: number,
  { title, body, signal }: PullRequestInput,
): Promise<PullRequest> {
  const { data } = await request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
    owner,
    repo,
    pull_number,
    title,
    body,
    request: { signal },
  });
  return { number: data.number, url: data.html_url, draft: data.draft === true };
}
