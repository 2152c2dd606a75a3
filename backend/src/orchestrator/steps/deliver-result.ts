import type { Delivery } from "@pipewright/contract/incident";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { Step } from "./step.ts";

export interface DeliverDependencies {
  /** Removes the incident's workspaces and finished runs. */
  cleanUp(incidentId: string): Promise<void>;
}

/** Hands the result over: the patch, which lies on the incident; or says why there is none. */
export function deliverResult(dependencies: DeliverDependencies): Step {
  return async (incident) => {
    await dependencies.cleanUp(incident._id.toHexString());
    const delivery = deliveryOf(incident);
    return { event: "delivered", changes: { delivery }, message: delivery.message, data: { kind: delivery.kind } };
  };
}

function deliveryOf({ execution, verification }: IncidentRecord): Delivery {
  const proven = verification?.verdict === "proven";
  if (execution?.diff) {
    return {
      kind: "patch",
      message: proven ? "The proven change is ready as a patch" : "The change is ready as a patch; it is not proven",
    };
  }
  return {
    kind: "none",
    message: proven ? "Proven; nothing in the repository had to change" : "There is no change to deliver",
  };
}
