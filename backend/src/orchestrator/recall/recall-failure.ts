import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { NearFailure, Similar } from "@pipewright/contract/similar";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { History } from "../../memory/history.ts";
import type { Memory } from "../../memory/memory.ts";
import type { RememberedFailure } from "../../memory/memory-entry.ts";
import { describeFailure } from "./describe-failure.ts";

/** A failure, what became of it before, and what is like it. */
export interface Recalled {
  failure: RememberedFailure;
  history: History;
  near: NearFailure[];
}

export interface RecallDependencies {
  memory: Pick<Memory, "history" | "near">;
  /** What the knowledge engine makes of a log. */
  know(reduced: ReducedLog): Diagnosis;
}

/** What the memory has to say about an incident; null when its log has no evidence to know it by. */
export async function recallFailure(
  { memory, know }: RecallDependencies,
  incident: IncidentRecord,
  reduced: ReducedLog,
): Promise<Recalled | null> {
  const failure = describeFailure(incident, reduced, know(reduced));
  if (failure === null) return null;
  const [history, near] = await Promise.all([memory.history(failure), memory.near(failure)]);
  return { failure, history, near };
}

/** What is recalled, as the incident keeps and shows it. */
export function presentSimilar({ history, near }: Pick<Recalled, "history" | "near">): Similar {
  const { fingerprint, seen, fixed, undone, flaky, triedDigests, rejectedDigests, returned, notHeld } = history;
  return {
    fingerprint,
    seen,
    ...(fixed && { fixed }),
    ...(undone && { undone }),
    returned: returned.length > 0,
    notHeld: notHeld.length,
    flaky,
    triedDigests,
    rejectedDigests,
    near,
  };
}
