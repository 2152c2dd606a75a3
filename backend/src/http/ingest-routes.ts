import { ForbiddenError } from "@pipewright/contract/errors";
import type { RunAccepted, RunReport, RunsPage, RunsQuery } from "@pipewright/contract/runs";
import type { RouteHandlers } from "./route-handlers.ts";

export interface IngestDeps {
  runs: {
    /** Resolves when the run, and the incident of a failure, are durable. */
    take(report: RunReport): Promise<RunAccepted>;
    list(query: RunsQuery): Promise<RunsPage>;
  };
}

/** What pipelines report of their runs. */
export function ingestRoutes({ runs }: IngestDeps): RouteHandlers<"reportRun" | "listRuns"> {
  return {
    async reportRun({ body, key }, response) {
      if (key.repo.toLowerCase() !== body.repo_full_name.toLowerCase())
        throw new ForbiddenError(`The API key is for ${key.repo}, not for ${body.repo_full_name}.`);
      response.status(202).json((await runs.take(body)) satisfies RunAccepted);
    },

    async listRuns({ query }, response) {
      response.json((await runs.list(query)) satisfies RunsPage);
    },
  };
}
