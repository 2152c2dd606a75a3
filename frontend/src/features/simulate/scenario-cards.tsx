import type { ScenarioSummary } from "@pipewright/contract/simulate";
import type { UseQueryResult } from "@tanstack/react-query";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { ScenarioCard } from "./scenario-card.tsx";
import type { SimulateCommand } from "./simulate-command.ts";
import classes from "./simulate-page.module.css";

interface Props {
  scenarios: UseQueryResult<ScenarioSummary[]>;
  previewedId: string | undefined;
  simulate: SimulateCommand;
  onPreview: (id: string) => void;
}

/** The small repositories that really fail, each with its log. */
export function ScenarioCards({ scenarios, previewedId, simulate, onPreview }: Props) {
  if (scenarios.isPending) return <LoadingFace words="Loading the examples" />;
  if (scenarios.isError) return <ErrorFace problem={scenarios.error} onRetry={() => void scenarios.refetch()} />;
  if (scenarios.data.length === 0) return <EmptyFace title="This server has no examples" />;
  const underWay = simulate.isPending ? simulate.variables.scenario : undefined;
  return (
    <>
      {simulate.isError && <ProblemNote problem={simulate.error} />}
      <ul className={classes.cards} aria-label="Examples">
        {scenarios.data.map((scenario) => (
          <ScenarioCard
            key={scenario.id}
            scenario={scenario}
            isPreviewed={scenario.id === previewedId}
            isUnderWay={scenario.id === underWay}
            onPreview={() => onPreview(scenario.id)}
            onSimulate={() => simulate.mutate({ scenario: scenario.id })}
          />
        ))}
      </ul>
    </>
  );
}
