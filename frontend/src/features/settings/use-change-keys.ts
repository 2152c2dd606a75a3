import { CreatedApiKey, type NewApiKey } from "@pipewright/contract/api-keys";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteResource, postJson } from "../../lib/api-client.ts";
import { keysQuery } from "./keys-query.ts";

/** Makes a key. Its answer is the only place where the key can be read. */
export function useCreateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewApiKey) => postJson("/api/dashboard/keys", wanted, CreatedApiKey),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}

/** Makes a key stop to work. */
export function useRevokeKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/api/dashboard/keys/${encodeURIComponent(id)}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}
