import { Stats } from "@pipewright/contract/dashboard";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./api-client.ts";

export const statsQuery = queryOptions({
  queryKey: ["stats"],
  queryFn: ({ signal }) => getJson("/api/dashboard/stats", Stats, signal),
});
