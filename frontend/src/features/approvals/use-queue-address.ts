import { useParams, useSearchParams } from "react-router";
import { APPROVALS_ADDRESS, approvalAddress } from "../../lib/incident-address.ts";
import { DEFAULT_ORDER, QueueOrder } from "./queue-order.ts";

export interface QueueAddress {
  /** The incident that is open. */
  openId: string | undefined;
  order: QueueOrder;
  setOrder(order: QueueOrder): void;
  /** Where a row leads, with the order as it is. */
  rowAddress(incidentId: string): string;
  /** Where the whole queue is, with the order as it is. */
  queueAddress: string;
}

/** What is open and in which order the queue is, as the address says: `/approvals/65f0?sort=age`. */
export function useQueueAddress(): QueueAddress {
  const { id } = useParams();
  const [params, setParams] = useSearchParams();
  const order = QueueOrder.safeParse(params.get("sort")).data ?? DEFAULT_ORDER;
  const search = order === DEFAULT_ORDER ? "" : `?sort=${order}`;
  return {
    openId: id,
    order,
    setOrder: (next) =>
      setParams(next === DEFAULT_ORDER ? {} : { sort: next }, { replace: true, preventScrollReset: true }),
    rowAddress: (incidentId) => `${approvalAddress(incidentId)}${search}`,
    queueAddress: `${APPROVALS_ADDRESS}${search}`,
  };
}
