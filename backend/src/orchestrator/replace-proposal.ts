import type { IncidentChanges, IncidentRecord, PastRevision } from "../incidents/incident-record.ts";
import { wasRefuted } from "../incidents/state-machine.ts";

/** A new proposal is a new revision: with a digest and an approval of its own, and of the one before only its record. */
export function replaceProposal(
  incident: IncidentRecord,
  replaced: PastRevision["replaced"],
  at: Date,
): IncidentChanges {
  return {
    revision: incident.revision + 1,
    pastRevisions: [...(incident.pastRevisions ?? []), ...pastRevision(incident, replaced, at)],
    draft: undefined,
    fix: undefined,
    risk: undefined,
    approval: undefined,
    execution: undefined,
    verification: undefined,
    failure: undefined,
    attempts: 0,
    retryAt: undefined,
  };
}

function pastRevision(
  { fix, risk, approval, failure }: IncidentRecord,
  replaced: PastRevision["replaced"],
  at: Date,
): PastRevision[] {
  if (!fix || !risk || !approval) return [];
  if (wasRefuted(failure)) return [{ fix, risk, approval, outcome: "refuted", replaced }];
  const superseded = {
    ...approval,
    status: "superseded" as const,
    decidedBy: replaced.by,
    decidedAt: at.toISOString(),
  };
  return [{ fix, risk, approval: superseded, outcome: "superseded", replaced }];
}
