import type { Incident } from "@pipewright/contract/incident";
import type { SimulateRequest } from "@pipewright/contract/simulate";
import { useMutation } from "@tanstack/react-query";
import { getText } from "../../lib/api-client.ts";
import { incidentPath } from "../../lib/incident-query.ts";
import { useSimulate } from "../../lib/use-simulate.ts";

/** Sends the same failure in once more, with the log that is stored of it, and goes to the incident that it becomes. */
export function useSimulateAgain(incident: Incident) {
  const simulate = useSimulate();
  return useMutation({ mutationFn: async () => simulate.mutateAsync(await requestOf(incident)) });
}

async function requestOf(incident: Incident): Promise<SimulateRequest> {
  const { id, repo, branch, commitSha, commitMessage, scenario, log } = incident;
  return {
    repo,
    branch,
    commit_sha: commitSha,
    commit_message: commitMessage,
    ...(scenario && { scenario }),
    ...(log && { logs: await getText(incidentPath(id, "/log")) }),
  };
}
