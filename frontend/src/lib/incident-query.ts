import { Incident } from "@pipewright/contract/incident";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./api-client.ts";

export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ["incident", id],
    queryFn: ({ signal }) => getJson(incidentPath(id), Incident, signal),
  });
}

/** Address of an incident on the API; its log, patch and retry are below it. */
export function incidentPath(
  id: string,
  below: "" | "/log" | "/log/lines" | "/log/search" | "/patch" | "/retry" | "/again" = "",
): string {
  return `/api/dashboard/events/${encodeURIComponent(id)}${below}`;
}
