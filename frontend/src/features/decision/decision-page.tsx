import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useParams } from "react-router";
import { IncidentMissing } from "../../components/incident-missing.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { incidentQuery } from "../../lib/incident-query.ts";
import { Decision } from "./decision.tsx";

/** One incident: what broke, why, what to do about it, and whether it worked. */
export function DecisionPage() {
  const { id = "" } = useParams();
  const incident = useQuery(incidentQuery(id));

  if (incident.data) {
    return (
      <Suspense fallback={<LoadingFace words="Loading the incident" />}>
        <Decision key={id} incident={incident.data} />
      </Suspense>
    );
  }
  if (incident.isPending) return <LoadingFace words="Loading the incident" />;
  return <IncidentMissing problem={incident.error} onRetry={() => void incident.refetch()} />;
}
