import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { statsQuery } from "../../lib/stats-query.ts";
import { FirstRun } from "./first-run.tsx";
import { IncidentFeed } from "./incident-feed.tsx";
import classes from "./incidents-page.module.css";
import { NewIncidentsPill } from "./new-incidents-pill.tsx";
import { SimulatePanel } from "./simulate-panel.tsx";
import { StatusLine } from "./status-line.tsx";
import { useListAddress } from "./use-list-address.ts";
import { useLiveIncidents } from "./use-live-incidents.ts";
import { WaitingIncidents } from "./waiting-incidents.tsx";

/** The state of things in one line, what waits for a person, and everything that happened. */
export function IncidentsPage() {
  const stats = useQuery(statsQuery);
  const address = useListAddress();
  const live = useLiveIncidents();
  const isFirstPage = address.status === undefined && address.page === 1;

  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">Incidents</VisuallyHidden>
      <StatusLine stats={stats.data} />
      {stats.data?.total === 0 ? (
        <FirstRun />
      ) : (
        <div {...live.holdProps}>
          <NewIncidentsPill count={live.unseen} onShow={live.showUnseen} />
          <div className={classes.lists}>
            {isFirstPage && <WaitingIncidents />}
            <IncidentFeed address={address} hidesWaiting={isFirstPage} byStatus={stats.data?.byStatus} />
            <SimulatePanel />
          </div>
        </div>
      )}
    </div>
  );
}
