import { Session } from "@pipewright/contract/session";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "../../lib/api-client.ts";
import { sessionQuery } from "../../lib/session-query.ts";

/** Trades the token for a cookie that scripts cannot read. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => postJson("/api/session", { token }, Session),
    onSuccess: (session) => queryClient.setQueryData(sessionQuery.queryKey, session),
  });
}
