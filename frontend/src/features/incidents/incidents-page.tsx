import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, lazy, Suspense } from "react";
import { LoadingFace } from "../../components/loading-face.tsx";
import { statsQuery } from "../../lib/stats-query.ts";
import { IncidentFeed } from "./incident-feed.tsx";
import classes from "./incidents-page.module.css";
import { NewIncidentsPill } from "./new-incidents-pill.tsx";
import { StatusLine } from "./status-line.tsx";
import { useListAddress } from "./use-list-address.ts";
import { useLiveIncidents } from "./use-live-incidents.ts";
import { WaitingIncidents } from "./waiting-incidents.tsx";

// Below the fold, so not needed for the first look.
const Trends = lazy(() => import("./trends.tsx").then((module) => ({ default: module.Trends })));

/** The state of things in one line, what waits for a person, and everything that happened. */
export function IncidentsPage({ SetUp }: { SetUp: ComponentType<{ isEmpty: boolean }> }) {
  const stats = useQuery(statsQuery);
  const address = useListAddress();
  const live = useLiveIncidents(address.filter);
  const setUp = (
    <Suspense fallback={<LoadingFace words="Loading the first steps" />}>
      <SetUp isEmpty={stats.data?.total === 0} />
    </Suspense>
  );
  const isFirstPage = !address.isFiltered && address.page === 1;

  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">Incidents</VisuallyHidden>
      <StatusLine stats={stats.data} />
      {stats.data?.total === 0 ? (
        setUp
      ) : (
        <div {...live.holdProps}>
          <NewIncidentsPill count={live.unseen} onShow={live.showUnseen} />
          <div className={classes.lists}>
            {isFirstPage && <WaitingIncidents />}
            <IncidentFeed address={address} hidesWaiting={isFirstPage} stats={stats.data} />
            {stats.data && (
              <Suspense fallback={<LoadingFace words="Loading the charts" />}>
                <Trends recent={stats.data.recent} />
              </Suspense>
            )}
            {stats.data && setUp}
          </div>
        </div>
      )}
    </div>
  );
}
