import type { IncidentStatus } from "@pipewright/contract/incident";

/** What can happen to an incident. */
export type IncidentEvent =
  | "started"
  | "collected"
  | "diagnosed"
  | "proposed"
  | "asked"
  | "nothing_to_do"
  | "approved_in_part"
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
  | "reopened"
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
    approved_in_part: "awaiting_approval",
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
  resolved: { reopened: "collecting" },
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
 * Where Retry takes a failed incident: back to the step that failed; but a fix that did not hold, or that the policy does not
 * let through, is not run again: it goes back for a new proposal, which needs a new approval.
 */
export function retryStatus(failure: { step: IncidentStatus; code: string }): WorkingStatus {
  if (needsAnotherFix(failure)) return "proposing";
  if (!isWorking(failure.step)) throw new ImpossibleTransitionError("failed", `retry of ${failure.step}`);
  return failure.step;
}

/** Failure code of an incident whose approved fix was run and did not turn the command green. */
export const FIX_REFUTED = "fix_refuted";
/** Failure code of an incident whose approved fix was run and touched what the repository's policy protects. */
export const POLICY_VIOLATION = "policy_violation";
/** Failure code of an incident whose repository turned out to have a policy after the fix was approved; nothing was run. */
export const POLICY_APPEARED = "policy_appeared";

/** Whether an approved fix was run and is not to be delivered. */
export function wasRefuted(failure: { code: string } | undefined): boolean {
  return failure?.code === FIX_REFUTED || failure?.code === POLICY_VIOLATION;
}

/** Whether only another proposal can go on from here. */
export function needsAnotherFix(failure: { code: string }): boolean {
  return wasRefuted(failure) || failure.code === POLICY_APPEARED;
}

export function isWorking(status: IncidentStatus): status is WorkingStatus {
  return WORKING.some((working) => working === status);
}

/** The statuses in which a worker has something to do. */
export function workingStatuses(): readonly WorkingStatus[] {
  return WORKING;
}
