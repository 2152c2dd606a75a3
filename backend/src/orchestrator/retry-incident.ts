import { ConflictError, NotFoundError } from "@pipewright/contract/errors";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { needsAnotherFix, retryStatus } from "../incidents/state-machine.ts";
import { replaceProposal } from "./replace-proposal.ts";

/** Takes a failed incident up again, for a person who asked for it. @throws NotFoundError, ConflictError `not_failed` */
export async function retryIncident(incidents: IncidentRepository, id: string, by: string, now: Date): Promise<void> {
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
      ...(needsAnotherFix(incident.failure) && replaceProposal(incident, { by }, now)),
    },
    entries: [{ kind: "incident.retried", message: `Retry asked for by ${by}`, data: { by, step: to } }],
    guard: { revision: incident.revision },
  });
  if (written === null) throw notFailed(incident);
}

function notFailed({ status }: IncidentRecord): ConflictError {
  return new ConflictError(
    "not_failed",
    `Only a failed event can be retried; this one is ${status.replaceAll("_", " ")}.`,
  );
}
