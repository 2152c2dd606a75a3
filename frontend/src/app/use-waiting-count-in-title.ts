import { useDocumentTitle } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLiveMessages } from "../lib/live-context.ts";
import { statsQuery } from "../lib/stats-query.ts";
import { throttle } from "../lib/throttle.ts";

const REFRESH_MS = 1_000;

/** Keeps the figures fresh and the tab's title at `(2) Pipewright`. */
export function useWaitingCountInTitle(): void {
  const queryClient = useQueryClient();
  const stats = useQuery(statsQuery);
  const waiting = stats.data?.waiting ?? 0;
  useDocumentTitle(waiting > 0 ? `(${waiting}) Pipewright` : "Pipewright");

  const [refresh] = useState(() =>
    throttle(() => void queryClient.invalidateQueries({ queryKey: statsQuery.queryKey }), REFRESH_MS),
  );
  useEffect(() => refresh.cancel, [refresh]);
  useLiveMessages((messages) => {
    if (messages.some((message) => message.type === "incident")) refresh();
  });
}
