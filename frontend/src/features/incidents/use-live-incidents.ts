import type { EventsPage } from "@pipewright/contract/dashboard";
import type { IncidentSummary } from "@pipewright/contract/incident";
import { useQueryClient } from "@tanstack/react-query";
import { type HTMLAttributes, useEffect, useState } from "react";
import { fitsFilter, type IncidentFilter } from "../../lib/incident-filter.ts";
import { useLiveMessages } from "../../lib/live-context.ts";
import { throttle } from "../../lib/throttle.ts";
import { EVENTS_KEY } from "./events-query.ts";

const RELOAD_MS = 1_000;
const READING_FURTHER_DOWN_PX = 200;

export interface LiveIncidents {
  /** Incidents that are not on the screen yet. */
  unseen: number;
  showUnseen(): void;
  /** For the element that holds the lists: while the pointer is on it, no row moves. */
  holdProps: Pick<HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave">;
}

/** Keeps the lists that `filter` shows true: rows change in place at once; new rows come when nobody is aiming at one. */
export function useLiveIncidents(filter: IncidentFilter): LiveIncidents {
  const queryClient = useQueryClient();
  const [unseen, setUnseen] = useState<ReadonlySet<string>>(new Set());
  const [isHeld, setIsHeld] = useState(false);
  const [reload] = useState(() =>
    throttle(() => void queryClient.invalidateQueries({ queryKey: EVENTS_KEY }), RELOAD_MS),
  );
  useEffect(() => reload.cancel, [reload]);

  const showUnseen = (): void => {
    setUnseen(new Set());
    reload();
  };

  useLiveMessages((messages) => {
    const changed = new Map<string, IncidentSummary>();
    for (const message of messages) if (message.type === "incident") changed.set(message.incident.id, message.incident);
    if (changed.size === 0) return;

    const pages = queryClient.getQueriesData<EventsPage>({ queryKey: EVENTS_KEY }).map(([, page]) => page);
    const newest = newestOf(pages.flatMap((page) => page?.events ?? []));
    queryClient.setQueriesData<EventsPage>({ queryKey: EVENTS_KEY }, (page) => page && withChanges(page, changed));
    if (!isHeld && isAtTop()) return reload();
    const fresh = [...changed.values()].filter(
      (incident) => incident.createdAt > newest && fitsFilter(incident, filter),
    );
    if (fresh.length > 0) setUnseen((before) => new Set([...before, ...fresh.map((incident) => incident.id)]));
  });

  return {
    unseen: unseen.size,
    showUnseen,
    holdProps: {
      onPointerEnter: (event) => setIsHeld(event.pointerType === "mouse"),
      onPointerLeave: () => {
        setIsHeld(false);
        if (isAtTop()) showUnseen();
      },
    },
  };
}

function isAtTop(): boolean {
  return window.scrollY < READING_FURTHER_DOWN_PX;
}

function newestOf(incidents: IncidentSummary[]): string {
  return (
    incidents
      .map((incident) => incident.createdAt)
      .sort()
      .at(-1) ?? ""
  );
}

/** The page with its rows as they stand now, in the places they have. */
function withChanges(page: EventsPage, changed: Map<string, IncidentSummary>): EventsPage {
  const events = page.events.map((incident) => {
    const newer = changed.get(incident.id);
    return newer && newer.updatedAt >= incident.updatedAt ? newer : incident;
  });
  return { ...page, events };
}
