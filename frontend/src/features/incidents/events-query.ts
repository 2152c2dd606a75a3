import { EventsPage } from "@pipewright/contract/dashboard";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../../lib/api-client.ts";
import { filterParams, type IncidentFilter } from "../../lib/incident-filter.ts";

export const EVENTS_KEY = ["events"] as const;
export const PAGE_SIZE = 50;

export interface EventsFilter extends IncidentFilter {
  page: number;
  sort: "-createdAt" | "-risk";
}

/** One page of incidents. The page before stays on the screen while the next one loads. */
export function eventsQuery({ page, sort, ...filter }: EventsFilter) {
  const asked = { ...filterParams(filter), sort, page: String(page), pageSize: String(PAGE_SIZE) };
  return queryOptions({
    queryKey: [...EVENTS_KEY, asked],
    queryFn: ({ signal }) => getJson(`/api/dashboard/events?${new URLSearchParams(asked)}`, EventsPage, signal),
    placeholderData: keepPreviousData,
  });
}
