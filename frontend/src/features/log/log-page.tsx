import type { Incident } from "@pipewright/contract/incident";
import { usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { EmptyFace } from "../../components/empty-face.tsx";
import { IncidentMissing } from "../../components/incident-missing.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { incidentAddress } from "../../lib/incident-address.ts";
import { incidentQuery } from "../../lib/incident-query.ts";
import { readLineRange } from "../../lib/line-range.ts";
import { useLiveIncident } from "../../lib/use-live-incident.ts";
import { LogView } from "./log-view.tsx";
import { pageQuery } from "./use-line-pages.ts";

/** The whole log of an incident, at the lines that the address points to. */
export function LogPage() {
  const { id = "" } = useParams();
  const [address] = useSearchParams();
  const incident = useQuery(incidentQuery(id));
  useLiveIncident(id);
  // Asked for at once, not only when it is known how long the log is.
  usePrefetchQuery(pageQuery(id, readLineRange(address)?.first ?? 1));

  if (incident.data?.log) {
    const { log } = incident.data;
    if (log.lines === 0) return <NoLog id={id} words="The log is empty" />;
    return <LogView key={id} incident={incident.data} totalLines={log.lines} />;
  }
  if (incident.data && isComing(incident.data)) return <LoadingFace words="The log is being collected" />;
  if (incident.data) return <NoLog id={id} words="This incident has no log" />;
  if (incident.isPending) return <LoadingFace words="Loading the log" />;
  return <IncidentMissing problem={incident.error} onRetry={() => void incident.refetch()} />;
}

function isComing({ status }: Incident): boolean {
  return status === "received" || status === "collecting";
}

function NoLog({ id, words }: { id: string; words: string }) {
  return (
    <EmptyFace title={words}>
      <Link to={incidentAddress(id)}>Back to the incident</Link>
    </EmptyFace>
  );
}
