import { ConflictError } from "@pipewright/contract/errors";
import type { FixDraft } from "@pipewright/contract/fix";
import type { Approval } from "@pipewright/contract/incident";
import type { Revised } from "@pipewright/contract/revision";
import { answerGuard, checkAnswerable } from "../approvals/answer-approval.ts";
import type { IncidentChanges, IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { type IncidentEvent, nextStatus, wasRefuted } from "../incidents/state-machine.ts";
import { refusalOf } from "../policy/check-fix.ts";
import { findApproval } from "./find-approval.ts";
import type { ReviseCommand } from "./orchestrator.ts";
import { replaceProposal } from "./replace-proposal.ts";

/** A script or a patch of a person, as it was checked and as it will be run. */
export type CheckedEdit = { script: string } | { patch: string };

export interface RevisionPorts {
  /** How often one incident's fix may be replaced. */
  maxRevisions: number;
  /** Whether a model or a rule here could propose anything but these. */
  knowsAnother(incidentId: string, before: readonly FixDraft[]): Promise<boolean>;
  /** @throws InvalidFieldError */
  checkEdit(edit: { script?: string | undefined; patch?: string | undefined }): CheckedEdit;
  /** Masks what looks like a secret. */
  redact(text: string): string;
}

/**
 * Puts another proposal in the place of the one that waits, or of the one that was run and refuted.
 * @throws NotFoundError, InvalidFieldError, ConflictError (`superseded`, `already_answered`, `approval_expired`,
 * `too_many_revisions`, `no_other_fix`, `policy_forbids`); nothing has changed then
 */
export async function reviseFix(
  incidents: IncidentRepository,
  ports: RevisionPorts,
  command: ReviseCommand,
  now: Date,
): Promise<Revised> {
  const { incident, approval } = await findRevisable(incidents, command.approvalId, now);
  if (incident.revision > ports.maxRevisions) throw tooMany(ports.maxRevisions);
  const change =
    command.hint === undefined ? edit(incident, ports, command) : await askAnother(incident, ports, command.hint);
  const { by } = command;
  const written = await incidents.write(incident._id.toHexString(), {
    from: incident.status,
    to: nextStatus(incident.status, change.event),
    changes: {
      ...replaceProposal(incident, { by, ...(change.hint !== undefined && { hint: change.hint }) }, now),
      ...change.changes,
    },
    entries: [
      {
        kind: "fix.revised",
        message: `${by} ${change.message}`,
        data: { by, revision: incident.revision + 1, superseded: approval.digest },
      },
    ],
    guard: { revision: incident.revision, ...guardOf(incident, approval, now) },
  });
  if (written === null) {
    // An answer came first: say whose.
    await findRevisable(incidents, command.approvalId, now);
    throw new ConflictError("already_answered", "It was answered just now.");
  }
  return { eventId: incident._id.toHexString(), revision: written.revision };
}

async function findRevisable(incidents: IncidentRepository, approvalId: string, now: Date) {
  const found = await findApproval(incidents, approvalId);
  if (!isRefuted(found.incident)) checkAnswerable(found.approval, { now });
  return found;
}

function guardOf(incident: IncidentRecord, approval: Approval, now: Date): Record<string, unknown> {
  return isRefuted(incident) ? { "failure.code": incident.failure?.code } : answerGuard(approval, now);
}

function isRefuted({ status, failure }: IncidentRecord): boolean {
  return status === "failed" && wasRefuted(failure);
}

interface Change {
  event: IncidentEvent;
  changes: IncidentChanges;
  message: string;
  hint?: string;
}

async function askAnother(incident: IncidentRecord, ports: RevisionPorts, hint: string): Promise<Change> {
  const { _id, pastRevisions = [], fix } = incident;
  const before = [...pastRevisions.map((past) => past.fix), ...(fix ? [fix] : [])];
  if (!(await ports.knowsAnother(_id.toHexString(), before))) throw noOther();
  const masked = ports.redact(hint);
  return { event: "revision_asked", changes: {}, hint: masked, message: `asked for another fix: ${masked}` };
}

function edit({ fix, revision, policy, signal }: IncidentRecord, ports: RevisionPorts, command: ReviseCommand): Change {
  const content = ports.checkEdit({ script: command.script, patch: command.patch });
  const kind = "script" in content ? "script" : "patch";
  const draft: FixDraft = {
    kind,
    ...content,
    summary: ports.redact(command.summary ?? `A ${kind} by ${command.by}`),
    why: `${command.by} wrote it in place of revision ${revision}.`,
    network: kind === "script" && (command.network ?? fix?.network ?? false),
    ...(fix?.command !== undefined && { command: fix.command }),
    provider: "person",
  };
  const refusal = policy && refusalOf(draft, policy);
  if (refusal !== undefined) throw forbidden(signal.repo, refusal);
  return {
    event: "edited",
    changes: { draft },
    message: `put a ${kind} of their own in the place of revision ${revision}`,
  };
}

function forbidden(repo: string, refusal: string): ConflictError {
  return new ConflictError(
    "policy_forbids",
    `The policy of ${repo} does not let this be run, so the proposal stands as it was. ${refusal}`,
  );
}

function tooMany(max: number): ConflictError {
  return new ConflictError(
    "too_many_revisions",
    `This fix was revised ${max} times, which is the limit (MAX_REVISIONS). Approve or reject what is proposed.`,
  );
}

function noOther(): ConflictError {
  return new ConflictError(
    "no_other_fix",
    "No rule here knows another fix, and no model is configured. The proposal stands as it was; send your own script or patch, or reject it.",
  );
}
