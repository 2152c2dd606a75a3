import { LogHits, LogLines } from "@pipewright/contract/log";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./api-client.ts";
import { incidentPath } from "./incident-query.ts";
import type { Direction } from "./next-hit.ts";

/** Lines that nobody looks at are forgotten after so long. ms. */
const FORGOTTEN_MS = 60_000;
/** More hits are counted as "many". */
const COUNTED_HITS = 10_000;

/** A stored log does not change, so its lines are asked for once. */
export function logLinesQuery(id: string, from: number, count: number) {
  return queryOptions({
    queryKey: [...logLinesKey(id), from, count],
    queryFn: ({ signal }) => getJson(`${incidentPath(id, "/log/lines")}?from=${from}&count=${count}`, LogLines, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: FORGOTTEN_MS,
  });
}

/** Key of everything that is known of the lines of a log. */
export function logLinesKey(id: string) {
  return ["log-lines", id] as const;
}

/** All lines that hold a text, up to a number that is still of use to a person. */
export function logHitsQuery(id: string, text: string) {
  return queryOptions({
    queryKey: ["log-hits", id, text],
    queryFn: ({ signal }) => searchLog(id, { q: text, limit: COUNTED_HITS }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: FORGOTTEN_MS,
  });
}

export interface LogQuestion {
  q: string;
  limit: number;
  from?: number;
  direction?: Direction;
}

export function searchLog(id: string, question: LogQuestion, signal?: AbortSignal): Promise<LogHits> {
  const asked = new URLSearchParams(Object.entries(question).map(([name, value]) => [name, String(value)]));
  return getJson(`${incidentPath(id, "/log/search")}?${asked}`, LogHits, signal);
}
