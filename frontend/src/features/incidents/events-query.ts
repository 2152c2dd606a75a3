import { EventsPage } from "@pipewright/contract/dashboard";
import type { IncidentStatus } from "@pipewright/contract/incident";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../../lib/api-client.ts";

export const EVENTS_KEY = ["events"] as const;
export const PAGE_SIZE = 50;

export interface EventsFilter {
  status?: IncidentStatus | undefined;
  page: number;
  sort: "-createdAt" | "-risk";
}

/** One page of incidents. The page before stays on the screen while the next one loads. */
export function eventsQuery(filter: EventsFilter) {
  const query = new URLSearchParams({
    ...(filter.status ? { status: filter.status } : {}),
    sort: filter.sort,
    page: String(filter.page),
    pageSize: String(PAGE_SIZE),
  });
  return queryOptions({
    queryKey: [...EVENTS_KEY, filter],
    queryFn: ({ signal }) => getJson(`/api/dashboard/events?${query}`, EventsPage, signal),
    placeholderData: keepPreviousData,
  });
}
