import type { ScenarioSummary } from "@pipewright/contract/simulate";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import classes from "./simulate-page.module.css";

interface Props {
  scenarios: UseQueryResult<ScenarioSummary[]>;
  /** The card of one of them. */
  children: (scenario: ScenarioSummary) => ReactNode;
}

/** The small repositories that really fail, each with its log. */
export function ScenarioCards({ scenarios, children }: Props) {
  if (scenarios.isPending) return <LoadingFace words="Loading the examples" />;
  if (scenarios.isError) return <ErrorFace problem={scenarios.error} onRetry={() => void scenarios.refetch()} />;
  if (scenarios.data.length === 0) return <EmptyFace title="This server has no examples" />;
  return (
    <ul className={classes.cards} aria-label="Examples">
      {scenarios.data.map(children)}
    </ul>
  );
}
