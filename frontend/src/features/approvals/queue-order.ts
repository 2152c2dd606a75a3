import type { PendingApproval } from "@pipewright/contract/approvals";
import { z } from "zod";

export const QueueOrder = z.enum(["risk", "age", "expiry"]);
export type QueueOrder = z.infer<typeof QueueOrder>;

export const DEFAULT_ORDER: QueueOrder = "risk";

/** The queue in this order; what is equal in it goes by age, the oldest first. */
export function orderQueue(approvals: readonly PendingApproval[], order: QueueOrder): PendingApproval[] {
  return approvals.toSorted((a, b) => COMPARE[order](a, b) || compareAge(a, b));
}

type Compare = (a: PendingApproval, b: PendingApproval) => number;

const compareAge: Compare = (a, b) => Date.parse(a.askedAt) - Date.parse(b.askedAt);

const COMPARE: Record<QueueOrder, Compare> = {
  risk: (a, b) => b.risk.score - a.risk.score,
  age: compareAge,
  expiry: (a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt),
};
