import { type DeliveryFacts, incidentUrl } from "./delivery-facts.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { findPlaces } from "./find-places.ts";
import type { GitHubRepository } from "./github-api.ts";

/** GitHub takes as many in one request. */
const ANNOTATIONS_MAX = 50;
const NAME = "Pipewright";

/** Check runs of ours on one commit that are looked through: one for each incident. */
const KNOWN_MAX = 100;

/**
 * Puts a check run with the cause on the commit that failed, and a note on each line of code that the evidence names. Only a
 * GitHub App may do this. The one that is there for the same incident is brought up to date. Resolves to its address.
 * @throws what the request throws
 */
export async function annotateCommit(
  github: GitHubRepository,
  facts: DeliveryFacts,
  { outcome, signal }: { outcome: string; signal: AbortSignal },
): Promise<string | null> {
  const { owner, repo, request } = github;
  const { id, commitSha, diagnosis } = facts.incident;
  if (diagnosis === undefined) return null;
  const page = incidentUrl(facts);
  const places = findPlaces(diagnosis.evidence, ANNOTATIONS_MAX);
  const known = await findCheckRun(github, { id, commitSha, signal });
  const content = {
    owner,
    repo,
    name: NAME,
    external_id: id,
    status: "completed" as const,
    // It tells; it neither blocks nor blesses.
    conclusion: "neutral" as const,
    ...(page !== undefined && { details_url: page }),
    output: {
      title: diagnosis.title.slice(0, 200),
      summary: `${escapeMarkdown(diagnosis.rootCause)}\n\n${outcome}`,
      // GitHub adds them to those that are there.
      annotations: (known === undefined ? places : []).map(({ path, line, message }) => ({
        path,
        start_line: line,
        end_line: line,
        annotation_level: "failure" as const,
        message,
      })),
    },
    request: { signal },
  };
  const { data } =
    known === undefined
      ? await request("POST /repos/{owner}/{repo}/check-runs", { ...content, head_sha: commitSha })
      : await request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", { ...content, check_run_id: known });
  return data.html_url;
}

async function findCheckRun(
  { owner, repo, request }: GitHubRepository,
  { id, commitSha, signal }: { id: string; commitSha: string; signal: AbortSignal },
): Promise<number | undefined> {
  const { data } = await request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    owner,
    repo,
    ref: commitSha,
    check_name: NAME,
    filter: "all",
    per_page: KNOWN_MAX,
    request: { signal },
  });
  const found = data.check_runs.find(({ external_id }) => external_id === id);
  return found && Number(found.id);
}
