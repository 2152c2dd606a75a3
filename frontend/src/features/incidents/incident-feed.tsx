import type { Stats } from "@pipewright/contract/dashboard";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { formatNumber } from "../../lib/format-number.ts";
import { eventsQuery, PAGE_SIZE } from "./events-query.ts";
import { IncidentTable } from "./incident-table.tsx";
import { Pager } from "./pager.tsx";
import { StatusFilter } from "./status-filter.tsx";
import type { ListAddress } from "./use-list-address.ts";
import { WAITING_FILTER } from "./waiting-filter.ts";

interface Props {
  address: ListAddress;
  /** Those that wait are listed above already. */
  hidesWaiting: boolean;
  byStatus: Stats["byStatus"] | undefined;
}

/** Everything that happened, the newest first, by status and page. */
export function IncidentFeed({ address, hidesWaiting, byStatus }: Props) {
  const { status, page } = address;
  const feed = useQuery(eventsQuery({ status, page, sort: "-createdAt" }));
  const waiting = useQuery({ ...eventsQuery(WAITING_FILTER), enabled: hidesWaiting });
  const above = new Set(hidesWaiting ? waiting.data?.events.map((incident) => incident.id) : []);
  const incidents = feed.data?.events.filter((incident) => !above.has(incident.id)) ?? [];

  return (
    <Panel
      title="Incidents"
      detail={feed.data && formatNumber(feed.data.total)}
      actions={<StatusFilter status={status} byStatus={byStatus} onChange={address.setStatus} />}
      flush
    >
      {feed.isPending && <LoadingFace words="Loading the incidents" />}
      {feed.isError && <ErrorFace problem={feed.error} onRetry={() => void feed.refetch()} />}
      {feed.data && incidents.length > 0 && <IncidentTable label="Incidents" incidents={incidents} />}
      {feed.data && incidents.length === 0 && <NothingHere isFiltered={!hidesWaiting} hasOthers={above.size > 0} />}
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
