import type { ApprovalAnswered } from "@pipewright/contract/approvals";
import { ConflictError, ForbiddenError } from "@pipewright/contract/errors";
import type { Approval } from "@pipewright/contract/incident";
import { addApproval, answerApproval, answerGuard, checkAnswerable } from "../approvals/answer-approval.ts";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { type IncidentEvent, nextStatus } from "../incidents/state-machine.ts";
import { findApproval } from "./find-approval.ts";
import type { ApproveCommand, RejectCommand } from "./orchestrator.ts";
import { isRunnable } from "./runnable-kinds.ts";

/** How often an answer is tried again because another one came in between. */
const ANSWER_TRIES = 3;

/** Approves; where more than one person must, the first approval is kept and the incident goes on waiting. */
export async function approveFix(
  incidents: IncidentRepository,
  command: ApproveCommand,
  now: Date,
): Promise<ApprovalAnswered> {
  const { approvalId, digest, by, comment } = command;
  return tryAnswer(incidents, { approvalId, digest, now }, (incident, approval) => {
    checkMayApprove(incident, by);
    const { approval: answered, missing } = addApproval(approval, { by, at: now, comment });
    if (missing > 0) {
      const { needed = 1, given = [] } = answered;
      const more = missing === 1 ? "one more person is needed" : `${missing} more people are needed`;
      const message = `${given.length} of ${needed} approvals, by ${by}; ${more}`;
      return { event: "approved_in_part", answered, by, message };
    }
    const both = (answered.given ?? []).map((each) => each.by).join(" and ") || by;
    return incident.fix !== undefined && isRunnable(incident.fix.kind)
      ? { event: "approved", answered, by, message: `Approved by ${both}` }
      : { event: "taken_over", answered, by, message: `Taken over by ${by}; nothing is run` };
  });
}

export async function rejectFix(
  incidents: IncidentRepository,
  { approvalId, by, reason }: RejectCommand,
  now: Date,
): Promise<ApprovalAnswered> {
  return tryAnswer(incidents, { approvalId, now }, (_incident, approval) => ({
    event: "rejected",
    answered: answerApproval(approval, { status: "rejected", by, at: now, comment: reason }),
    by,
    message: `Rejected by ${by}: ${reason}`,
  }));
}

/** @throws ForbiddenError for who is not on the policy's list */
function checkMayApprove({ policy, signal }: IncidentRecord, by: string): void {
  const { people, file, lines } = policy ?? {};
  if (people === undefined || people.some((each) => each.toLowerCase() === by.toLowerCase())) return;
  throw new ForbiddenError(
    `The policy of ${signal.repo} (${file} line ${lines?.["approvals.people"] ?? "?"}) lets only ${people.join(", ")} approve, and you are ${by}. Nothing has changed.`,
  );
}

/** Ends an incident whose approval nobody gave in time. Does nothing when somebody answered meanwhile. */
export async function expireApproval(incidents: IncidentRepository, incident: IncidentRecord): Promise<void> {
  const { approval, status } = incident;
  if (approval === undefined) return;
  await incidents.write(incident._id.toHexString(), {
    from: status,
    to: nextStatus(status, "expired"),
    changes: { approval: { ...approval, status: "expired" } },
    entries: [{ kind: "approval.expired", message: `${expiryWords(approval)}; nothing was run` }],
    guard: { "approval.id": approval.id, "approval.status": "pending" },
  });
}

function expiryWords({ needed = 1, given = [] }: Approval): string {
  return given.length === 0 ? "Nobody answered in time" : `Only ${given.length} of ${needed} approvals came in time`;
}

interface Answering {
  event: IncidentEvent;
  answered: Approval;
  by: string;
  message: string;
}

/** Answers as things stand; when another answer came in between, looks again. */
async function tryAnswer(
  incidents: IncidentRepository,
  { approvalId, digest, now }: { approvalId: string; digest?: string; now: Date },
  decide: (incident: IncidentRecord, approval: Approval) => Answering,
): Promise<ApprovalAnswered> {
  for (let attempt = 0; attempt < ANSWER_TRIES; attempt++) {
    const { incident, approval } = await findAnswerable(incidents, approvalId, now, digest);
    const { event, answered, by, message } = decide(incident, approval);
    const eventId = incident._id.toHexString();
    const written = await incidents.write(eventId, {
      from: "awaiting_approval",
      to: nextStatus("awaiting_approval", event),
      changes: { approval: answered },
      entries: [{ kind: "approval.answered", message, data: { status: answered.status, by, digest: approval.digest } }],
      guard: answerGuard(approval, now),
    });
    if (written !== null) return { eventId, approval: answered };
  }
  throw new ConflictError("already_answered", "It was answered just now.");
}

async function findAnswerable(
  incidents: IncidentRepository,
  approvalId: string,
  now: Date,
  digest?: string,
): Promise<{ incident: IncidentRecord; approval: Approval }> {
  const found = await findApproval(incidents, approvalId);
  checkAnswerable(found.approval, { now, ...(digest !== undefined && { digest }) });
  return found;
}
