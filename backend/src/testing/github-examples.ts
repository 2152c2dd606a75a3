import { createRequire } from "node:module";
import { z } from "zod";

const Examples = z.array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }));

/** Real payloads of every event GitHub knows. */
export const GITHUB_EXAMPLES = Examples.parse(createRequire(import.meta.url)("@octokit/webhooks-examples"));

/** Real payloads of one event. */
export function githubExamples(event: string): Record<string, unknown>[] {
  return GITHUB_EXAMPLES.find(({ name }) => name === event)?.examples ?? [];
}

/** A real `workflow_run` payload (19 KB) of a run that failed; `run` overrides fields of the run. */
export function failedRunPayload(run: Record<string, unknown> = {}): Record<string, unknown> {
  const example = githubExamples("workflow_run").find(({ action }) => action === "completed");
  const base = z.record(z.string(), z.unknown()).parse(example?.workflow_run);
  return { ...example, workflow_run: { ...base, conclusion: "failure", ...run } };
}
