import type { ApprovalAnswered } from "@pipewright/contract/approvals";
import { ConflictError } from "@pipewright/contract/errors";
import type { FixKind } from "@pipewright/contract/fix";
import type { Approval } from "@pipewright/contract/incident";
import { type Answer, answerApproval, answerGuard, checkAnswerable } from "../approvals/answer-approval.ts";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { type IncidentEvent, nextStatus } from "../incidents/state-machine.ts";
import { findApproval } from "./find-approval.ts";
import type { ApproveCommand, RejectCommand } from "./orchestrator.ts";

/** Kinds that an executor can run. Approving another kind means that a person takes it over. */
const RUNNABLE: readonly FixKind[] = ["script", "patch", "rerun"];

export async function approveFix(
  incidents: IncidentRepository,
  command: ApproveCommand,
  now: Date,
): Promise<ApprovalAnswered> {
  const { incident, approval } = await findAnswerable(incidents, command.approvalId, now, command.digest);
  const runnable = incident.fix !== undefined && RUNNABLE.includes(incident.fix.kind);
  return answer(incidents, incident, approval, {
    event: runnable ? "approved" : "taken_over",
    answer: { status: "approved", by: command.by, at: now, comment: command.comment },
    message: runnable ? `Approved by ${command.by}` : `Taken over by ${command.by}; nothing is run`,
  });
}

export async function rejectFix(
  incidents: IncidentRepository,
  command: RejectCommand,
  now: Date,
): Promise<ApprovalAnswered> {
  const { incident, approval } = await findAnswerable(incidents, command.approvalId, now);
  return answer(incidents, incident, approval, {
    event: "rejected",
    answer: { status: "rejected", by: command.by, at: now, comment: command.reason },
    message: `Rejected by ${command.by}: ${command.reason}`,
  });
}

/** Ends an incident whose approval nobody gave in time. Does nothing when somebody answered meanwhile. */
export async function expireApproval(incidents: IncidentRepository, incident: IncidentRecord): Promise<void> {
  const { approval, status } = incident;
  if (approval === undefined) return;
  await incidents.write(incident._id.toHexString(), {
    from: status,
    to: nextStatus(status, "expired"),
    changes: { approval: { ...approval, status: "expired" } },
    entries: [{ kind: "approval.expired", message: "Nobody answered in time; nothing was run" }],
    guard: { "approval.id": approval.id, "approval.status": "pending" },
  });
}

interface Answering {
  event: IncidentEvent;
  answer: Answer;
  message: string;
}

async function answer(
  incidents: IncidentRepository,
  incident: IncidentRecord,
  approval: Approval,
  answering: Answering,
): Promise<ApprovalAnswered> {
  const answered = answerApproval(approval, answering.answer);
  const written = await incidents.write(incident._id.toHexString(), {
    from: "awaiting_approval",
    to: nextStatus("awaiting_approval", answering.event),
    changes: { approval: answered },
    entries: [
      {
        kind: "approval.answered",
        message: answering.message,
        data: { status: answered.status, by: answering.answer.by, digest: approval.digest },
      },
    ],
    guard: answerGuard(approval, answering.answer.at),
  });
  if (written === null) {
    // Another answer came first: say whose.
    await findAnswerable(incidents, approval.id, answering.answer.at, approval.digest);
    throw new ConflictError("already_answered", "It was answered just now.");
  }
  return { eventId: incident._id.toHexString(), approval: answered };
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
