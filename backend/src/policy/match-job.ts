import { matchWildcard } from "./match-wildcard.ts";

/** Where a failure happened, as far as its source says. */
export interface JobName {
  workflow?: string | undefined;
  job?: string | undefined;
}

/** The first pattern that names the job: as `workflow/job`, as its own name, or as the workflow's. Undefined when none does. */
export function matchJob(patterns: readonly string[], { workflow, job }: JobName): string | undefined {
  const both = workflow !== undefined && job !== undefined ? `${workflow}/${job}` : undefined;
  const names = [both, job, workflow].filter((name) => name !== undefined);
  return patterns.find((pattern) => pattern === "*" || names.some((name) => matchWildcard(pattern, name)));
}
