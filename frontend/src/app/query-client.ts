import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut } from "../lib/api-client.ts";
import { isTransient } from "../lib/api-problem.ts";
import { sessionQuery } from "../lib/session-query.ts";

const RETRIES = 2;

/** A query client in which any answer of "who are you?" leads back to the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (thrown: unknown): void => {
    if (isSignedOut(thrown)) client.setQueryData(sessionQuery.queryKey, { signedIn: false, by: null });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // The server is often on this machine: a browser without network can still reach it.
      queries: { networkMode: "always", retry: (failures, thrown) => failures < RETRIES && isTransient(thrown) },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}
