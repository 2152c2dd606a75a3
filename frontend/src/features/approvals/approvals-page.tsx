import { VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ComponentType, useRef } from "react";
import { Link, Navigate } from "react-router";
import classes from "./approvals-page.module.css";
import { QueuePanel } from "./queue-panel.tsx";
import { usePrefetchNeighbours } from "./use-prefetch-neighbours.ts";
import { useQueue } from "./use-queue.ts";
import { useQueueAddress } from "./use-queue-address.ts";
import { useQueueKeys } from "./use-queue-keys.ts";

/** From 1200 px there is room for the queue and the question side by side. */
const ROOM_FOR_BOTH = "(min-width: 75em)";

/** The queue of what waits for a person, and the question that is open; on a narrow screen one or the other. */
export function ApprovalsPage({ Decision }: { Decision: ComponentType }) {
  const address = useQueueAddress();
  const queue = useQueue(address.order);
  const hasRoom = useMediaQuery(ROOM_FOR_BOTH, undefined, { getInitialValueInEffect: false });
  const list = useRef<HTMLOListElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const isOpen = address.openId !== undefined;
  useQueueKeys({ rows: queue.rows, address, list, opens: hasRoom || isOpen });

  usePrefetchNeighbours(
    queue.rows.map(({ approval }) => approval.incident.id),
    address.openId,
  );

  const first = queue.rows[0];
  if (hasRoom && !isOpen && first) return <Navigate to={address.rowAddress(first.approval.incident.id)} replace />;
  return (
    <div className={classes.page} data-both={(hasRoom && isOpen) || undefined}>
      {!isOpen && <VisuallyHidden component="h1">Approvals</VisuallyHidden>}
      {(hasRoom || !isOpen) && (
        <div className={classes.queue}>
          <QueuePanel queue={queue} address={address} listRef={list} onOpen={() => pane.current?.focus()} />
        </div>
      )}
      {isOpen && (
        <div ref={pane} className={classes.pane} tabIndex={-1}>
          {!hasRoom && (
            <p className={classes.back}>
              <Link to={address.queueAddress}>All that waits</Link>
            </p>
          )}
          <Decision />
        </div>
      )}
    </div>
  );
}
