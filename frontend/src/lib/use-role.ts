import type { Session } from "@pipewright/contract/session";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "./session-query.ts";

/** What the person at this browser may do; undefined while that is asked for. */
export function useRole(): Session["role"] {
  return useQuery(sessionQuery).data?.role;
}
