import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { incidentQuery } from "../../lib/incident-query.ts";

const FRESH_MS = 10_000;

/** Loads the questions before and after the open one, so that the next step shows its question at once. */
export function usePrefetchNeighbours(ids: string[], openId: string | undefined): void {
  const queryClient = useQueryClient();
  const at = openId === undefined ? -1 : ids.indexOf(openId);
  const neighbours = [ids[at + 1], at > 0 ? ids[at - 1] : undefined].filter((id) => id !== undefined).join(" ");
  useEffect(() => {
    if (neighbours === "") return;
    for (const id of neighbours.split(" "))
      void queryClient.prefetchQuery({ ...incidentQuery(id), staleTime: FRESH_MS });
  }, [queryClient, neighbours]);
}
