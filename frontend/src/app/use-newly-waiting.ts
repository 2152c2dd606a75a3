import type { IncidentSummary } from "@pipewright/contract/incident";
import { useState } from "react";
import { useLocation } from "react-router";
import { APPROVALS_ADDRESS, incidentAddress } from "../lib/incident-address.ts";
import { useLiveMessages } from "../lib/live-context.ts";

/** The incidents that have last begun to wait for a person, apart from what the page shows anyway. */
export function useNewlyWaiting(): IncidentSummary[] {
  const { pathname } = useLocation();
  const [newest, setNewest] = useState<IncidentSummary[]>([]);

  useLiveMessages((messages) => {
    if (pathname === "/" || pathname.startsWith(APPROVALS_ADDRESS)) return;
    const waiting = messages
      .flatMap((message) => (message.type === "incident" ? [message.incident] : []))
      .filter(({ id, status }) => status === "awaiting_approval" && pathname !== incidentAddress(id));
    if (waiting.length > 0) setNewest(waiting);
  });
  return newest;
}
