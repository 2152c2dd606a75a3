import { ConflictError, NotFoundError } from "@pipewright/contract/errors";
import type { IncidentChanges, IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { retryStatus } from "../incidents/state-machine.ts";

/** Takes a failed incident up again, for a person who asked for it. @throws NotFoundError, ConflictError `not_failed` */
export async function retryIncident(incidents: IncidentRepository, id: string, by: string): Promise<void> {
  const incident = await incidents.find(id);
  if (incident === null) throw new NotFoundError(`There is no event ${id}.`);
  if (incident.status !== "failed" || incident.failure === undefined) throw notFailed(incident);
  const to = retryStatus(incident.failure);
  const written = await incidents.write(id, {
    from: "failed",
    to,
    changes: {
      failure: undefined,
      attempts: 0,
      retryAt: undefined,
      ...(to === "proposing" && forgetProposal(incident)),
    },
    entries: [{ kind: "incident.retried", message: `Retry asked for by ${by}`, data: { by, step: to } }],
  });
  if (written === null) throw notFailed(incident);
}

/** A new proposal is a new revision: with a digest and an approval of its own, and nothing left of the old run. */
function forgetProposal({ revision }: IncidentRecord): IncidentChanges {
  return {
    revision: revision + 1,
    draft: undefined,
    fix: undefined,
    risk: undefined,
    approval: undefined,
    execution: undefined,
    verification: undefined,
  };
}

function notFailed({ status }: IncidentRecord): ConflictError {
  return new ConflictError(
    "not_failed",
    `Only a failed event can be retried; this one is ${status.replaceAll("_", " ")}.`,
  );
}
