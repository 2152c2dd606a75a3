import type { IncidentStatus } from "@pipewright/contract/incident";
import type { LiveEvent } from "@pipewright/contract/live";
import type { LoopOptions } from "./loop.ts";

/** Statuses in which a run may give output. */
const RUNNING: readonly IncidentStatus[] = ["executing", "verifying"];

/** Passes the loop's changes on to whoever looks on. */
export function publishTo(hub: {
  publish(event: LiveEvent): void;
}): Required<Pick<LoopOptions, "onIncident" | "onOutput">> {
  /** Characters of output so far, by incident and phase. */
  const offsets = new Map<string, Map<string, number>>();
  return {
    onIncident(incident, entries) {
      for (const entry of entries) {
        hub.publish({ type: "timeline", incidentId: incident.id, entry });
        if (entry.kind === "run.started") offsets.get(incident.id)?.delete(String(entry.data?.phase));
      }
      hub.publish({ type: "incident", incident });
      if (!RUNNING.includes(incident.status)) offsets.delete(incident.id);
    },
    onOutput(incidentId, phase, text) {
      const phases = offsets.get(incidentId) ?? new Map<string, number>();
      const offset = phases.get(phase) ?? 0;
      phases.set(phase, offset + text.length);
      offsets.set(incidentId, phases);
      hub.publish({ type: "output", incidentId, phase, offset, text });
    },
  };
}
