import type { Incident } from "@pipewright/contract/incident";
import { Revised, type ReviseRequest } from "@pipewright/contract/revision";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "../../lib/api-client.ts";
import { incidentQuery } from "../../lib/incident-query.ts";

/** Puts another fix in the place of the one that is shown. */
export function useRevise(incident: Incident) {
  const queryClient = useQueryClient();
  const path = `/api/approvals/${encodeURIComponent(incident.approval?.id ?? "")}/revise`;
  return useMutation({
    mutationFn: (request: ReviseRequest) => postJson(path, request, Revised),
    onSettled: () => queryClient.invalidateQueries({ queryKey: incidentQuery(incident.id).queryKey }),
  });
}
