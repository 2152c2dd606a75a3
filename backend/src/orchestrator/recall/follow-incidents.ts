import { errorMessage } from "@pipewright/contract/errors";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { Logger } from "pino";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { isWorking } from "../../incidents/state-machine.ts";
import type { Memory } from "../../memory/memory.ts";
import { describeFailure } from "./describe-failure.ts";
import { describeOutcome } from "./describe-outcome.ts";
import type { RecallDependencies } from "./recall-failure.ts";

export interface FollowDependencies {
  memory: Pick<Memory, "remember" | "conclude">;
  know: RecallDependencies["know"];
  /** Null when the log was never reduced. */
  findReduced(incidentId: string): Promise<ReducedLog | null>;
  log: Pick<Logger, "warn">;
}

export interface IncidentFollower {
  /** Writes down how an incident stands that has come to rest. @throws what the store throws */
  follow(incident: IncidentRecord): Promise<void>;
  /** The same, for a listener that cannot wait; what fails is told to the log, and taken in later. */
  notice(incident: IncidentRecord): void;
  /** Resolves when all that was noticed is written down. */
  settled(): Promise<void>;
}

/** Keeps the memory's word on each incident true. */
export function createIncidentFollower({ memory, know, findReduced, log }: FollowDependencies): IncidentFollower {
  const pending = new Set<Promise<void>>();

  async function follow(incident: IncidentRecord): Promise<void> {
    if (incident.diagnosis === undefined || isWorking(incident.status)) return;
    const id = incident._id.toHexString();
    const outcome = describeOutcome(incident);
    if (await memory.conclude(id, outcome)) return;
    const reduced = await findReduced(id);
    const failure = reduced && describeFailure(incident, reduced, know(reduced));
    if (failure === null) return;
    await memory.remember(failure);
    await memory.conclude(id, outcome);
  }

  return {
    follow,
    notice(incident) {
      const work = follow(incident)
        .catch((error: unknown) => {
          log.warn(
            { incidentId: incident._id.toHexString(), reason: errorMessage(error) },
            "incident not remembered yet",
          );
        })
        .finally(() => pending.delete(work));
      pending.add(work);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
