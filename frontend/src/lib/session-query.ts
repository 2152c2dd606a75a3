import { Session } from "@pipewright/contract/session";
import { queryOptions } from "@tanstack/react-query";
import { getJson, isSignedOut } from "./api-client.ts";

/** Whether this browser is signed in, and as whom. A 401 is an answer here, not an error. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Session> => {
    try {
      return await getJson("/api/session", Session, signal);
    } catch (thrown) {
      if (isSignedOut(thrown)) return { signedIn: false, by: null };
      throw thrown;
    }
  },
  staleTime: 60_000,
});
