import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson, isSignedOut } from "../../lib/api-client.ts";

export const Session = z.object({ signedIn: z.boolean(), by: z.string().nullish() });
export type Session = z.infer<typeof Session>;

/** Whether this browser is signed in, and as whom. A 401 is an answer here, not an error. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Session> => {
    try {
      return await getJson("/api/session", Session, signal);
    } catch (thrown) {
      if (isSignedOut(thrown)) return { signedIn: false };
      throw thrown;
    }
  },
  staleTime: 60_000,
});
