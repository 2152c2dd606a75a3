import { Button } from "@mantine/core";
import type { RefObject } from "react";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { formatNumber } from "../../lib/format-number.ts";
import { QueueOrder } from "./queue-order.ts";
import classes from "./queue-panel.module.css";
import { QueueItem } from "./queue-row.tsx";
import type { Queue } from "./use-queue.ts";
import type { QueueAddress } from "./use-queue-address.ts";

const ORDER_WORDS: Record<QueueOrder, string> = {
  risk: "Riskiest first",
  age: "Oldest first",
  expiry: "Ends soonest first",
};

interface Props {
  queue: Queue;
  address: QueueAddress;
  listRef: RefObject<HTMLOListElement | null>;
  onOpen: () => void;
}

/** What waits for a person, as rows that lead to the questions. */
export function QueuePanel({ queue, address, listRef, onOpen }: Props) {
  const { query, rows } = queue;
  return (
    <div className={classes.queue} {...queue.holdProps}>
      <Panel
        title="Waits for you"
        detail={query.data ? formatNumber(queue.waiting) : null}
        actions={<Order {...address} />}
        flush
      >
        {queue.unseen > 0 && (
          <div className={classes.unseen} role="status">
            <Button onClick={queue.showUnseen}>Show {formatNumber(queue.unseen)} new</Button>
          </div>
        )}
        {query.isPending && <LoadingFace words="Loading what waits" />}
        {query.isError && <ErrorFace problem={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && <EmptyFace title="Nothing waits for you" />}
        <ol ref={listRef} className={classes.rows} aria-label="Questions that wait">
          {rows.map((row) => {
            const { id } = row.approval.incident;
            return (
              <QueueItem
                key={id}
                row={row}
                address={address.rowAddress(id)}
                isOpen={id === address.openId}
                onOpen={onOpen}
              />
            );
          })}
        </ol>
      </Panel>
    </div>
  );
}

// The browser's own select: Mantine's would bring the code of forms into the first load.
function Order({ order, setOrder }: Pick<QueueAddress, "order" | "setOrder">) {
  return (
    <select
      aria-label="Order"
      className={classes.order}
      value={order}
      onChange={(event) => setOrder(QueueOrder.parse(event.currentTarget.value))}
    >
      {QueueOrder.options.map((each) => (
        <option key={each} value={each}>
          {ORDER_WORDS[each]}
        </option>
      ))}
    </select>
  );
}
