import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { ApiProblem } from "../../lib/api-problem.ts";
import { incidentQuery } from "../../lib/incident-query.ts";
import { Decision } from "./decision.tsx";

/** One incident: what broke, why, what to do about it, and whether it worked. */
export function DecisionPage() {
  const { id = "" } = useParams();
  const incident = useQuery(incidentQuery(id));

  if (incident.data) return <Decision key={id} incident={incident.data} />;
  if (incident.isPending) return <LoadingFace words="Loading the incident" />;
  if (incident.error instanceof ApiProblem && incident.error.status === 404) {
    return (
      <EmptyFace title="There is no such incident">
        <Link to="/">Show all incidents</Link>
      </EmptyFace>
    );
  }
  return <ErrorFace problem={incident.error} onRetry={() => void incident.refetch()} />;
}
