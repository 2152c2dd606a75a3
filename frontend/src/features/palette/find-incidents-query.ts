import { EventsPage } from "@pipewright/contract/dashboard";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../../lib/api-client.ts";

const SHOWN_MAX = 8;
const TEXT_MAX_CHARACTERS = 200;

/** The newest incidents that have this text in title, repository, branch, commit or its message; without a text the newest. */
export function findIncidentsQuery(text: string) {
  const q = text.slice(0, TEXT_MAX_CHARACTERS);
  const asked = new URLSearchParams({ ...(q !== "" && { q }), pageSize: String(SHOWN_MAX) });
  return queryOptions({
    queryKey: ["events", "found", q],
    queryFn: ({ signal }) => getJson(`/api/dashboard/events?${asked}`, EventsPage, signal),
    placeholderData: keepPreviousData,
  });
}
