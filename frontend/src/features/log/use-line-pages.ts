import type { StoredLine } from "@pipewright/contract/log";
import { type QueryClient, useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useLiveStatus } from "../../lib/live-context.ts";
import { logLinesKey, logLinesQuery } from "../../lib/log-query.ts";
import { PAGE_LINES } from "./log-sizes.ts";
import type { LineWindow } from "./use-line-window.ts";

/** Pages kept besides those on the screen: 30,000 lines, some 10 MB. */
const KEPT_PAGES = 60;

export interface LinePages {
  /** Undefined while the line is not loaded. */
  lineAt(n: number): StoredLine | undefined;
  /** Why lines on the screen could not be loaded. */
  problem: unknown;
  retry(): void;
}

/** The lines of a window of a log, loaded a page at a time; few pages are kept. */
export function useLinePages(id: string, { first, last, isFlying }: LineWindow): LinePages {
  const queryClient = useQueryClient();
  const firstPage = pageOf(first);
  const count = pageOf(Math.max(first, last)) - firstPage + 1;
  const pages = useQueries({
    queries: Array.from({ length: count }, (_, at) => ({
      ...pageQuery(id, (firstPage + at) * PAGE_LINES + 1),
      enabled: !isFlying,
    })),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to forget old ones
  useEffect(() => forgetOldPages(queryClient, id), [queryClient, id, firstPage]);

  const failed = pages.filter(({ isError }) => isError);
  const retry = (): void => {
    for (const page of failed) void page.refetch();
  };
  useOnConnected(retry);

  return {
    lineAt: (n) => pages[pageOf(n) - firstPage]?.data?.lines[(n - 1) % PAGE_LINES],
    problem: failed[0]?.error,
    retry,
  };
}

/** Calls back when the server is there again. */
function useOnConnected(callback: () => void): void {
  const isConnected = useLiveStatus().kind === "connected";
  const onConnected = useEffectEvent(callback);
  useEffect(() => {
    if (isConnected) onConnected();
  }, [isConnected]);
}

/** The page of lines that holds line `n`. */
export function pageQuery(id: string, n: number) {
  return logLinesQuery(id, pageOf(n) * PAGE_LINES + 1, PAGE_LINES);
}

/** 0-based. */
function pageOf(n: number): number {
  return Math.floor((n - 1) / PAGE_LINES);
}

function forgetOldPages(queryClient: QueryClient, id: string): void {
  const cache = queryClient.getQueryCache();
  const unseen = cache.findAll({ queryKey: logLinesKey(id), type: "inactive" });
  const oldestFirst = unseen.sort((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt);
  for (const page of oldestFirst.slice(0, -KEPT_PAGES)) cache.remove(page);
}
