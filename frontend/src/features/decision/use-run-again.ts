import { Accepted } from "@pipewright/contract/simulate";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { postJson } from "../../lib/api-client.ts";
import { incidentAddress } from "../../lib/incident-address.ts";
import { incidentPath } from "../../lib/incident-query.ts";

/** Has the same failure treated once more, from its stored log, and goes to the incident that it becomes. */
export function useRunAgain(id: string) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => postJson(incidentPath(id, "/again"), {}, Accepted),
    onSuccess: ({ eventId }) => navigate(incidentAddress(eventId)),
  });
}
