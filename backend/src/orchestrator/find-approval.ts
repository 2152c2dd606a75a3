import { ConflictError, NotFoundError } from "@pipewright/contract/errors";
import type { Approval } from "@pipewright/contract/incident";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";

/** The incident and its approval of this id. @throws NotFoundError, ConflictError `superseded` when a newer revision took its place */
export async function findApproval(
  incidents: IncidentRepository,
  approvalId: string,
): Promise<{ incident: IncidentRecord; approval: Approval }> {
  const incident = await incidents.findByApproval(approvalId);
  if (incident === null) throw new NotFoundError(`There is no approval ${approvalId}.`);
  const { approval } = incident;
  if (approval?.id !== approvalId) throw superseded(incident);
  return { incident, approval };
}

function superseded({ revision, approval }: IncidentRecord): ConflictError {
  const where = approval === undefined ? "which is being prepared" : `approval ${approval.id}`;
  return new ConflictError(
    "superseded",
    `Revision ${revision} has taken its place (${where}); this answer changed nothing.`,
  );
}
