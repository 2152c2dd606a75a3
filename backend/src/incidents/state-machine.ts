import type { IncidentStatus } from "@pipewright/contract/incident";

/** What can happen to an incident. */
export type IncidentEvent =
  | "started"
  | "collected"
  | "diagnosed"
  | "proposed"
  | "asked"
  | "nothing_to_do"
  | "approved"
  | "taken_over"
  | "rejected"
  | "expired"
  | "revision_asked"
  | "edited"
  | "executed"
  | "verified"
  | "refuted"
  | "delivered"
  | "step_failed";

/** Statuses in which the machine works; the status is the step under way. */
export type WorkingStatus =
  | "received"
  | "collecting"
  | "diagnosing"
  | "proposing"
  | "assessing"
  | "executing"
  | "verifying"
  | "delivering";

const TABLE: Readonly<Record<IncidentStatus, Readonly<Partial<Record<IncidentEvent, IncidentStatus>>>>> = {
  received: { started: "collecting", step_failed: "failed" },
  collecting: { collected: "diagnosing", step_failed: "failed" },
  diagnosing: { diagnosed: "proposing", step_failed: "failed" },
  proposing: { proposed: "assessing", step_failed: "failed" },
  assessing: { asked: "awaiting_approval", nothing_to_do: "dismissed", step_failed: "failed" },
  awaiting_approval: {
    approved: "executing",
    taken_over: "dismissed",
    rejected: "rejected",
    expired: "expired",
    revision_asked: "proposing",
    edited: "assessing",
  },
  executing: { executed: "verifying", step_failed: "failed" },
  verifying: { verified: "delivering", refuted: "failed", step_failed: "failed" },
  delivering: { delivered: "resolved", step_failed: "failed" },
  resolved: {},
  rejected: {},
  expired: {},
  dismissed: {},
  failed: { revision_asked: "proposing", edited: "assessing" },
};

const WORKING: readonly WorkingStatus[] = [
  "received",
  "collecting",
  "diagnosing",
  "proposing",
  "assessing",
  "executing",
  "verifying",
  "delivering",
];

/** A transition that the table does not have: a defect of ours, never a silent write. */
export class ImpossibleTransitionError extends Error {
  constructor(from: IncidentStatus, what: string) {
    super(`An incident that is ${from} cannot take the event ${what}`);
    this.name = "ImpossibleTransitionError";
  }
}

/** @throws ImpossibleTransitionError */
export function nextStatus(from: IncidentStatus, event: IncidentEvent): IncidentStatus {
  const to = TABLE[from][event];
  if (to === undefined) throw new ImpossibleTransitionError(from, event);
  return to;
}

/**
 * Where Retry takes a failed incident: back to the step that failed; but a fix that did not hold is not run again,
 * so it goes back for a new proposal, which needs a new approval.
 */
export function retryStatus(failure: { step: IncidentStatus; code: string }): WorkingStatus {
  if (failure.code === FIX_REFUTED) return "proposing";
  if (!isWorking(failure.step)) throw new ImpossibleTransitionError("failed", `retry of ${failure.step}`);
  return failure.step;
}

/** Failure code of an incident whose approved fix was run and did not turn the command green. */
export const FIX_REFUTED = "fix_refuted";

export function isWorking(status: IncidentStatus): status is WorkingStatus {
  return WORKING.some((working) => working === status);
}

/** The statuses in which a worker has something to do. */
export function workingStatuses(): readonly WorkingStatus[] {
  return WORKING;
}
