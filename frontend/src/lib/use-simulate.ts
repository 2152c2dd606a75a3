import { Accepted, type SimulateRequest } from "@pipewright/contract/simulate";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { postJson } from "./api-client.ts";
import { incidentAddress } from "./incident-address.ts";

/** Sends a failure in as if a pipeline had reported it, and goes to the incident that it becomes. */
export function useSimulate() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (request: SimulateRequest) => postJson("/api/webhook/simulate", request, Accepted),
    onSuccess: ({ eventId }) => navigate(incidentAddress(eventId)),
  });
}
