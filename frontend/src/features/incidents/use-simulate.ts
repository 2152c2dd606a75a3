import { Accepted } from "@pipewright/contract/simulate";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { postJson } from "../../lib/api-client.ts";
import { incidentAddress } from "../../lib/incident-address.ts";

/** Sends a scenario in as if it had failed, and goes to the incident that it becomes. */
export function useSimulate() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (scenario: string) => postJson("/api/webhook/simulate", { scenario }, Accepted),
    onSuccess: ({ eventId }) => navigate(incidentAddress(eventId)),
  });
}
