import { Stats } from "@pipewright/contract/dashboard";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./api-client.ts";

const REFRESH_MS = 60_000;

/** How the incidents stand. Live messages have it asked for at once; a large installation counts some of it less often. */
export const statsQuery = queryOptions({
  queryKey: ["stats"],
  refetchInterval: REFRESH_MS,
  queryFn: ({ signal }) => getJson("/api/dashboard/stats", Stats, signal),
});
