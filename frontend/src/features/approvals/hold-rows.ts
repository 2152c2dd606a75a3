import type { PendingApproval } from "@pipewright/contract/approvals";

export interface QueueRow {
  approval: PendingApproval;
  /** It waits no longer, and keeps its place only until nobody points at the list. */
  isGone: boolean;
}

/** The rows that were there when a person began to point at the list, in their places, as they stand now. */
export function holdRows(held: readonly PendingApproval[], now: readonly PendingApproval[]): QueueRow[] {
  const current = new Map(now.map((approval) => [approval.incident.id, approval]));
  return held.map((before) => {
    const approval = current.get(before.incident.id);
    return { approval: approval ?? before, isGone: approval === undefined };
  });
}

/** How many wait that have no row yet. */
export function countUnseen(held: readonly PendingApproval[], now: readonly PendingApproval[]): number {
  const shown = new Set(held.map(({ incident }) => incident.id));
  return now.filter(({ incident }) => !shown.has(incident.id)).length;
}
