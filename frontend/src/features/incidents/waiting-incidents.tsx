import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Panel } from "../../components/panel.tsx";
import { formatNumber } from "../../lib/format-number.ts";
import { eventsQuery } from "./events-query.ts";
import { IncidentTable } from "./incident-table.tsx";
import { WAITING_FILTER } from "./waiting-filter.ts";

/** What waits for a person, the riskiest first. Takes no room when nothing does; the feed below says what went wrong. */
export function WaitingIncidents() {
  const { data } = useQuery(eventsQuery(WAITING_FILTER));
  if (!data || data.events.length === 0) return null;
  const rest = data.total - data.events.length;
  return (
    <Panel
      title="Waits for you"
      detail={formatNumber(data.total)}
      actions={rest > 0 && <Link to="/?status=awaiting_approval">Show all {formatNumber(data.total)}</Link>}
      flush
    >
      <IncidentTable label="Incidents that wait for you" incidents={data.events} />
    </Panel>
  );
}
