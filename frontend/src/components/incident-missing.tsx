import { Link } from "react-router";
import { ApiProblem } from "../lib/api-problem.ts";
import { EmptyFace } from "./empty-face.tsx";
import { ErrorFace } from "./error-face.tsx";

interface Props {
  problem: unknown;
  onRetry: () => void;
}

/** What stands in place of an incident that could not be had. */
export function IncidentMissing({ problem, onRetry }: Props) {
  if (problem instanceof ApiProblem && problem.status === 404) {
    return (
      <EmptyFace title="There is no such incident">
        <Link to="/">Show all incidents</Link>
      </EmptyFace>
    );
  }
  return <ErrorFace problem={problem} onRetry={onRetry} />;
}
