import type { IncidentRecord, NewEntry } from "../../incidents/incident-record.ts";
import type { StepContext } from "./step.ts";

/** Writes to the timeline what a step that was interrupted may have written already; one entry of a kind. */
export async function noteOnce(incident: IncidentRecord, context: StepContext, entry: NewEntry): Promise<void> {
  if (!incident.timeline.some(({ kind }) => kind === entry.kind)) await context.note(entry);
}
