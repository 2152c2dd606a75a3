import { errorMessage } from "@pipewright/contract/errors";
import { z } from "zod";
import { type GitHubRepository, refusedWith } from "./github-api.ts";
import type { PullRequestText } from "./render-pull-request.ts";

const NOT_FOUND = 404;
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

const Answer = z.object({
  number: z.int(),
  html_url: z.url(),
  draft: z.boolean().optional(),
  state: z.enum(["open", "closed"]),
});

/**
 * Opens a pull request, or brings the open one of the same branch up to date: however often it is called, there is one.
 * One that was closed meanwhile stays as it is, and another is opened. @throws what the request throws
 */
export async function openPullRequest(github: GitHubRepository, input: PullRequestInput): Promise<PullRequest> {
  const number = input.number ?? (await findOpen(github, input));
  const updated = number === undefined ? undefined : await update(github, number, input);
  return updated ?? create(github, input);
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
    if (refusedWith(error) !== UNPROCESSABLE) throw error;
    const said = errorMessage(error);
    // The list of open ones lags behind what GitHub knows itself.
    const known = /already exists/i.test(said) ? await findOpen(github, input) : undefined;
    const updated = known === undefined ? undefined : await update(github, known, input);
    if (updated !== undefined) return updated;
    // Not every plan has drafts.
    if (!input.draft || !/draft/i.test(said)) throw error;
    return post(github, { ...input, draft: false, title: `[not proven] ${input.title}` });
  }
}

async function post({ owner, repo, request }: GitHubRepository, input: PullRequestInput): Promise<PullRequest> {
  const { title, body, head, base, draft, signal } = input;
  const content = { owner, repo, title, body, head, base, draft, maintainer_can_modify: true };
  const { data } = await request("POST /repos/{owner}/{repo}/pulls", { ...content, request: { signal } });
  return read(Answer.parse(data));
}

/** Undefined when it is open no more, or gone. */
async function update(
  { owner, repo, request }: GitHubRepository,
  pull_number: number,
  { title, body, signal }: PullRequestInput,
): Promise<PullRequest | undefined> {
  try {
    const { data } = await request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
      owner,
      repo,
      pull_number,
      title,
      body,
      request: { signal },
    });
    const answer = Answer.parse(data);
    return answer.state === "open" ? read(answer) : undefined;
  } catch (error) {
    if (refusedWith(error) !== NOT_FOUND) throw error;
    return undefined;
  }
}

function read({ number, html_url, draft }: z.infer<typeof Answer>): PullRequest {
  return { number, url: html_url, draft: draft === true };
}
