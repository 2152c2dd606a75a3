import { useMutation, useQuery } from "@tanstack/react-query";
import { logHitsQuery, searchLog } from "../../lib/log-query.ts";
import { type Direction, nextHit } from "../../lib/next-hit.ts";

/** Finds the lines of a log that hold a text, and steps through them. */
export function useLogSearch(id: string, text: string, onHit: (line: number) => void) {
  const hits = useQuery({ ...logHitsQuery(id, text), enabled: text !== "" });
  /** Asked where the counted hits do not reach. */
  const ask = useMutation({
    mutationFn: ({ line, direction }: { line: number; direction: Direction }) =>
      searchLog(id, { q: text, limit: 1, direction, from: Math.max(1, direction === "forward" ? line + 1 : line - 1) }),
    onSuccess: ({ lines: [found] }) => {
      if (found !== undefined) onHit(found);
    },
  });

  /** Shows the next hit after, or before, a line. */
  const step = async (line: number, direction: Direction): Promise<void> => {
    const { data } = hits.data ? hits : await hits.refetch();
    const next = data && nextHit(data, line, direction);
    if (next === "ask") ask.mutate({ line, direction });
    else if (next !== undefined) onHit(next);
  };
  return {
    hits: hits.data,
    isSearching: hits.isFetching || ask.isPending,
    problem: hits.error ?? ask.error,
    step,
  };
}
