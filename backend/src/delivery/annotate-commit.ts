import { type DeliveryFacts, incidentUrl } from "./delivery-facts.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { findPlaces } from "./find-places.ts";
import type { GitHubRepository } from "./github-api.ts";

/** GitHub takes as many in one request. */
const ANNOTATIONS_MAX = 50;
const NAME = "Pipewright";

/**
 * Puts a check run with the cause on the commit that failed, and a note on each line of code that the evidence names. Only a
 * GitHub App may do this. Resolves to its address. @throws what the request throws
 */
export async function annotateCommit(
  { owner, repo, request }: GitHubRepository,
  facts: DeliveryFacts,
  { outcome, signal }: { outcome: string; signal: AbortSignal },
): Promise<string | null> {
  const { id, commitSha, diagnosis } = facts.incident;
  if (diagnosis === undefined) return null;
  const page = incidentUrl(facts);
  const places = findPlaces(diagnosis.evidence, ANNOTATIONS_MAX);
  const { data } = await request("POST /repos/{owner}/{repo}/check-runs", {
    owner,
    repo,
    name: NAME,
    head_sha: commitSha,
    external_id: id,
    status: "completed",
    // It tells; it neither blocks nor blesses.
    conclusion: "neutral",
    ...(page !== undefined && { details_url: page }),
    output: {
      title: diagnosis.title.slice(0, 200),
      summary: `${escapeMarkdown(diagnosis.rootCause)}\n\n${outcome}`,
      annotations: places.map(({ path, line, message }) => ({
        path,
        start_line: line,
        end_line: line,
        annotation_level: "failure" as const,
        message,
      })),
    },
    request: { signal },
  });
  return data.html_url;
}
