import type { StoredLine } from "@pipewright/contract/log";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { logLinesQuery } from "./log-query.ts";

/** Lines that come with a click. */
export const UNFOLDED_LINES = 20;

/** A stored log, as far as its lines can be asked for. */
export interface StoredLogOf {
  incidentId: string;
  lines: number;
}

/** What stands on one side of an excerpt of a log. */
export interface LogContext {
  lines: readonly StoredLine[];
  /** How many lines the next click shows; 0 at the end of the log. */
  more: number;
  isLoading: boolean;
  problem: unknown;
  unfold(): void;
}

/** The lines before an excerpt that begins with line `start`, and those after its line `end`; none until they are asked for. */
export function useLogContext(log: StoredLogOf | undefined, start: number, end: number) {
  const total = log?.lines ?? 0;
  const before = useSide(log, start - 1, (count) => start - count);
  const after = useSide(log, total - end, () => end + 1);
  return { before, after };
}

/** One side, on which there are `available` lines; `from` says where so many of them begin. */
function useSide(log: StoredLogOf | undefined, available: number, from: (count: number) => number): LogContext {
  const [asked, setAsked] = useState(0);
  const reachable = log === undefined ? 0 : Math.max(0, available);
  const count = Math.min(asked, reachable);
  const { data, isFetching, error, refetch } = useQuery({
    ...logLinesQuery(log?.incidentId ?? "", from(count), count),
    enabled: count > 0,
    placeholderData: keepPreviousData,
  });
  return {
    lines: data?.lines ?? [],
    more: Math.min(UNFOLDED_LINES, reachable - count),
    isLoading: isFetching,
    problem: error,
    unfold: () => (error ? void refetch() : setAsked(count + UNFOLDED_LINES)),
  };
}
