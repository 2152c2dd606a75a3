import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postNothing } from "../../lib/api-client.ts";
import { incidentPath, incidentQuery } from "../../lib/incident-query.ts";

/** Takes a failed incident up again at the step that failed. */
export function useRetry(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => postNothing(incidentPath(id, "/retry")),
    onSettled: () => queryClient.invalidateQueries({ queryKey: incidentQuery(id).queryKey }),
  });
}
