import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, Suspense } from "react";
import { LoadingFace } from "../../components/loading-face.tsx";
import { statsQuery } from "../../lib/stats-query.ts";
import { IncidentLists } from "./incident-lists.tsx";
import classes from "./incidents-page.module.css";
import { StatusLine } from "./status-line.tsx";

/** The state of things in one line, what waits for a person, everything that happened, and how it went. */
export function IncidentsPage({ SetUp }: { SetUp: ComponentType<{ isEmpty: boolean }> }) {
  const stats = useQuery(statsQuery);
  const isEmpty = stats.data?.total === 0;
  const setUp = stats.data && (
    <Suspense fallback={<LoadingFace words="Loading the first steps" />}>
      <SetUp isEmpty={isEmpty} />
    </Suspense>
  );
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">Incidents</VisuallyHidden>
      <StatusLine stats={stats.data} />
      {isEmpty ? setUp : <IncidentLists stats={stats.data}>{setUp}</IncidentLists>}
    </div>
  );
}
