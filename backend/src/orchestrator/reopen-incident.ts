import type { Signal } from "@pipewright/contract/signal";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { nextStatus } from "../incidents/state-machine.ts";
import { replaceProposal } from "./replace-proposal.ts";

/**
 * Takes an incident up again whose fix was to run the jobs again, when that run failed, too: same failure, new log. Resolves
 * to its id; null when the signal tells of something else.
 */
export async function reopenIncident(
  incidents: IncidentRepository,
  { repo, run, dedupeKeys }: Signal,
  now: Date,
): Promise<string | null> {
  if (run === undefined || run.attempt === 1) return null;
  const incident = await incidents.findDelivered(repo, { "signal.run.id": run.id, "delivery.kind": "rerun" });
  if (incident?.delivery === undefined || (incident.signal.run?.attempt ?? 0) >= run.attempt) return null;
  const replaced = replaceProposal(incident, { by: "GitHub" }, now);
  const pastRevisions = replaced.pastRevisions?.map((past, index, all) =>
    index === all.length - 1 && incident.approval
      ? { ...past, approval: incident.approval, outcome: "refuted" as const }
      : past,
  );
  const written = await incidents.write(incident._id.toHexString(), {
    from: "resolved",
    to: nextStatus("resolved", "reopened"),
    changes: {
      ...replaced,
      pastRevisions,
      signal: { ...incident.signal, run },
      dedupeKeys: [...new Set([...(incident.dedupeKeys ?? []), ...dedupeKeys])],
      log: undefined,
      reduction: undefined,
      diagnosis: undefined,
      similar: undefined,
      delivery: undefined,
    },
    entries: [
      {
        kind: "incident.reopened",
        message: `The jobs failed again, at attempt ${run.attempt}`,
        data: { attempt: run.attempt },
      },
    ],
    guard: { revision: incident.revision },
  });
  return written === null ? null : written._id.toHexString();
}
