import type { Incident, TimelineEntry } from "@pipewright/contract/incident";
import { useQueryClient } from "@tanstack/react-query";
import { incidentQuery } from "./incident-query.ts";
import { useLiveMessages } from "./live-context.ts";

/** Keeps the loaded incident true: its timeline grows entry by entry, and a change loads it again. */
export function useLiveIncident(id: string): void {
  const queryClient = useQueryClient();
  const { queryKey } = incidentQuery(id);

  useLiveMessages((messages) => {
    let isStale = false;
    for (const message of messages) {
      if (message.type === "incident" && message.incident.id === id) isStale = true;
      if (message.type !== "timeline" || message.incidentId !== id) continue;
      queryClient.setQueryData(queryKey, (incident) => incident && withEntry(incident, message.entry));
      isStale ||= hasGap(queryClient.getQueryData(queryKey));
    }
    if (isStale) void queryClient.invalidateQueries({ queryKey });
  });
}

function withEntry(incident: Incident, entry: TimelineEntry): Incident {
  if (incident.timeline.some((known) => known.n === entry.n)) return incident;
  return { ...incident, timeline: [...incident.timeline, entry] };
}

/** Entries count from 1 without a gap, so the last one's number is their count. */
function hasGap(incident: Incident | undefined): boolean {
  const last = incident?.timeline.at(-1);
  return incident !== undefined && last !== undefined && last.n !== incident.timeline.length;
}
