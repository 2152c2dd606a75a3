import type { Stats } from "@pipewright/contract/dashboard";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { formatNumber } from "../../lib/format-number.ts";
import { eventsQuery, PAGE_SIZE } from "./events-query.ts";
import { FilterBar } from "./filter-bar.tsx";
import { IncidentTable } from "./incident-table.tsx";
import { Pager } from "./pager.tsx";
import type { ListAddress } from "./use-list-address.ts";
import { WAITING_FILTER } from "./waiting-filter.ts";

interface Props {
  address: ListAddress;
  /** Those that wait are listed above already. */
  hidesWaiting: boolean;
  stats: Stats | undefined;
}

/** Everything that happened, the newest first, filtered and by page. */
export function IncidentFeed({ address, hidesWaiting, stats }: Props) {
  const { filter, page } = address;
  const feed = useQuery(eventsQuery({ ...filter, page, sort: "-createdAt" }));
  const waiting = useQuery({ ...eventsQuery(WAITING_FILTER), enabled: hidesWaiting });
  const above = new Set(hidesWaiting ? waiting.data?.events.map((incident) => incident.id) : []);
  const incidents = feed.data?.events.filter((incident) => !above.has(incident.id)) ?? [];

  return (
    <Panel title="Incidents" detail={feed.data && formatNumber(feed.data.total)} flush>
      <FilterBar address={address} stats={stats} />
      {feed.isPending && <LoadingFace words="Loading the incidents" />}
      {feed.isError && <ErrorFace problem={feed.error} onRetry={() => void feed.refetch()} />}
      {feed.data && incidents.length > 0 && <IncidentTable label="Incidents" incidents={incidents} />}
      {feed.data && incidents.length === 0 && (
        <NothingHere isFiltered={address.isFiltered || page > 1} hasOthers={above.size > 0} />
      )}
      {feed.data && <Pager page={page} pages={Math.ceil(feed.data.total / PAGE_SIZE)} onChange={address.setPage} />}
    </Panel>
  );
}

function NothingHere({ isFiltered, hasOthers }: { isFiltered: boolean; hasOthers: boolean }) {
  if (isFiltered) {
    return (
      <EmptyFace title="No incident fits this filter">
        <Link to="/">Show all incidents</Link>
      </EmptyFace>
    );
  }
  return <EmptyFace title={hasOthers ? "Nothing else has happened" : "Nothing has happened yet"} />;
}
