import { ConflictError, NotFoundError } from "@pipewright/contract/errors";
import type { Accepted } from "@pipewright/contract/simulate";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { isWorking } from "../incidents/state-machine.ts";
import type { Orchestrator } from "./orchestrator.ts";

export interface RepeatDependencies {
  incidents: Pick<IncidentRepository, "find" | "write">;
  /** The whole stored log. */
  readLog(fileId: string): Promise<string>;
  accept: Orchestrator["accept"];
}

/**
 * Treats the same failure once more, from its stored log, as an incident of its own: rules, a model or a policy may have changed
 * meanwhile. The first one stays as it is. @throws NotFoundError, ConflictError `under_way`
 */
export async function repeatIncident(
  { incidents, readLog, accept }: RepeatDependencies,
  id: string,
  by: string,
): Promise<Accepted> {
  const incident = await incidents.find(id);
  if (incident === null) throw new NotFoundError(`There is no event ${id}.`);
  const { status, signal, log } = incident;
  if (isWorking(status)) throw new ConflictError("under_way", "It is being worked on; wait until that is done.");
  const logs = log && (await readLog(log.fileId));
  const accepted = await accept({ ...signal, dedupeKeys: [], ...(logs !== undefined && { logs }) });
  const entry = { kind: "incident.repeated", message: `Run again by ${by}`, data: { eventId: accepted.eventId, by } };
  await incidents.write(id, { from: status, to: status, entries: [entry] });
  return accepted;
}
