import type { Delivery } from "@pipewright/contract/incident";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { Step } from "./step.ts";

export interface DeliverDependencies {
  /** Hands the result over in the best way that is open. @throws UpstreamError when it may work later */
  deliver(
    incident: IncidentRecord,
    hooks: { signal: AbortSignal; note(message: string): Promise<void> },
  ): Promise<Delivery>;
  /** Removes the incident's workspaces and finished runs. */
  cleanUp(incidentId: string): Promise<void>;
}

/** Hands the result over: a pull request, a patch, a rerun; or says why there is none. */
export function deliverResult(dependencies: DeliverDependencies): Step {
  return async (incident, { signal, note }) => {
    await dependencies.cleanUp(incident._id.toHexString());
    const delivery = await dependencies.deliver(incident, {
      signal,
      note: (message) => note({ kind: "delivery.note", message }),
    });
    const { kind, message, url } = delivery;
    return { event: "delivered", changes: { delivery }, message, data: { kind, ...(url && { url }) } };
  };
}
