import { hashKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteResource } from "../../lib/api-client.ts";
import { sessionQuery } from "../../lib/session-query.ts";

/** Signs out and forgets everything that was loaded. */
export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => deleteResource("/api/session"),
    onSuccess: () => {
      queryClient.setQueryData(sessionQuery.queryKey, { signedIn: false, by: null });
      queryClient.removeQueries({ predicate: (query) => query.queryHash !== hashKey(sessionQuery.queryKey) });
    },
  });
}
