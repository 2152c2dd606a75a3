import type { PendingApproval } from "@pipewright/contract/approvals";
import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { type HTMLAttributes, useEffect, useState } from "react";
import { useLiveMessages } from "../../lib/live-context.ts";
import { throttle } from "../../lib/throttle.ts";
import { countUnseen, holdRows, type QueueRow } from "./hold-rows.ts";
import { pendingQuery } from "./pending-query.ts";
import { orderQueue, type QueueOrder } from "./queue-order.ts";

const RELOAD_MS = 500;

export interface Queue {
  query: UseQueryResult;
  rows: QueueRow[];
  /** How many wait now. */
  waiting: number;
  /** How many of them have no row yet. */
  unseen: number;
  showUnseen(): void;
  /** For the element that holds the rows: while the pointer is on it, no row moves. */
  holdProps: Pick<HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave">;
}

/** What waits, in this order, kept true by the live connection. */
export function useQueue(order: QueueOrder): Queue {
  const query = useQuery(pendingQuery);
  const [held, setHeld] = useState<PendingApproval[]>();
  useReloadOnChange();

  const now = orderQueue(query.data?.approvals ?? [], order);
  const shown = held ? orderQueue(held, order) : now;
  return {
    query,
    rows: holdRows(shown, now),
    waiting: now.length,
    unseen: countUnseen(shown, now),
    showUnseen: () => setHeld(now),
    holdProps: {
      onPointerEnter: ({ pointerType }) => setHeld(pointerType === "mouse" ? now : undefined),
      onPointerLeave: () => setHeld(undefined),
    },
  };
}

function useReloadOnChange(): void {
  const queryClient = useQueryClient();
  const [reload] = useState(() =>
    throttle(() => void queryClient.invalidateQueries({ queryKey: pendingQuery.queryKey }), RELOAD_MS),
  );
  useEffect(() => reload.cancel, [reload]);
  useLiveMessages((messages) => {
    if (messages.some((message) => message.type === "incident")) reload();
  });
}
