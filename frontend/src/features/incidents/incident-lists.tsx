import type { Stats } from "@pipewright/contract/dashboard";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { LoadingFace } from "../../components/loading-face.tsx";
import { eventsQuery } from "./events-query.ts";
import { IncidentFeed } from "./incident-feed.tsx";
import classes from "./incidents-page.module.css";
import { NewIncidentsPill } from "./new-incidents-pill.tsx";
import { type ListAddress, useListAddress } from "./use-list-address.ts";
import { useLiveIncidents } from "./use-live-incidents.ts";
import { WAITING_FILTER } from "./waiting-filter.ts";
import { WaitingIncidents } from "./waiting-incidents.tsx";

// Below the fold, so not needed for the first look.
const Trends = lazy(() => import("./trends.tsx").then((module) => ({ default: module.Trends })));

interface Props {
  stats: Stats | undefined;
  /** What comes below all lists. */
  children: ReactNode;
}

/** What waits, the feed and the charts, one below the other; they come together, so that none pushes another down. */
export function IncidentLists({ stats, children }: Props) {
  const address = useListAddress();
  const live = useLiveIncidents(address.filter);
  const isFirstPage = !address.isFiltered && address.page === 1;
  if (!useAreListed(address, isFirstPage)) return <LoadingFace words="Loading the incidents" />;
  return (
    <div {...live.holdProps}>
      <NewIncidentsPill count={live.unseen} onShow={live.showUnseen} />
      <div className={classes.lists}>
        {isFirstPage && <WaitingIncidents />}
        <IncidentFeed address={address} hidesWaiting={isFirstPage} stats={stats} />
        {stats && (
          <Suspense fallback={<LoadingFace words="Loading the charts" />}>
            <Trends recent={stats.recent} />
            {children}
          </Suspense>
        )}
      </div>
    </div>
  );
}

/** Whether every list has come, or failed to. One that failed stays: asking again begins when it is shown, and would take it away. */
function useAreListed({ filter, page }: ListAddress, hasWaiting: boolean): boolean {
  const feed = useQuery(eventsQuery({ ...filter, page, sort: "-createdAt" }));
  const waiting = useQuery({ ...eventsQuery(WAITING_FILTER), enabled: hasWaiting });
  const isListed = ({ isPending, isFetched }: typeof feed): boolean => !isPending || isFetched;
  return isListed(feed) && (!hasWaiting || isListed(waiting));
}
