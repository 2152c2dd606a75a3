import type { GitHubRepository } from "./github-api.ts";

/** Pages of comments that are looked through for ours. */
const PAGES_MAX = 3;
const PAGE_SIZE = 100;

export interface CommentInput {
  /** Of the pull request. */
  number: number;
  /** A hidden line of the body by which the comment is found again. */
  marker: string;
  body: string;
  signal: AbortSignal;
}

/** Writes a comment, or brings the one with the same marker up to date. Resolves to its address. @throws what the request throws */
export async function keepComment(github: GitHubRepository, input: CommentInput): Promise<string> {
  const { owner, repo, request } = github;
  const { body, signal } = input;
  const known = await findComment(github, input);
  const common = { owner, repo, body, request: { signal } };
  const { data } =
    known === undefined
      ? await request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
          ...common,
          issue_number: input.number,
        })
      : await request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { ...common, comment_id: known });
  return data.html_url;
}

async function findComment({ owner, repo, request }: GitHubRepository, { number, marker, signal }: CommentInput) {
  for (let page = 1; page <= PAGES_MAX; page++) {
    const { data } = await request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: number,
      per_page: PAGE_SIZE,
      page,
      request: { signal },
    });
    const ours = data.find(({ body }) => body?.includes(marker));
    if (ours !== undefined || data.length < PAGE_SIZE) return ours?.id;
  }
  return undefined;
}
