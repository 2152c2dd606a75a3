import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { logHitsQuery, searchLog } from "../../lib/log-query.ts";
import { type Direction, nextHit } from "../../lib/next-hit.ts";

interface Step {
  text: string;
  /** The line to go on from. */
  line: number;
  direction: Direction;
}

/** Finds the lines of a log that hold a text, and steps through them. */
export function useLogSearch(id: string, text: string, onHit: (line: number) => void) {
  const queryClient = useQueryClient();
  const hits = useQuery({ ...logHitsQuery(id, text), enabled: text !== "" });
  const step = useMutation({
    mutationFn: async ({ text, line, direction }: Step) => {
      const next = nextHit(await queryClient.fetchQuery(logHitsQuery(id, text)), line, direction);
      if (next !== "ask") return next;
      const from = Math.max(1, direction === "forward" ? line + 1 : line - 1);
      return (await searchLog(id, { q: text, limit: 1, direction, from })).lines[0];
    },
    onSuccess: (line) => {
      if (line !== undefined) onHit(line);
    },
  });
  return {
    hits: hits.data,
    isSearching: hits.isFetching || step.isPending,
    problem: hits.error ?? step.error,
    step: step.mutate,
  };
}
