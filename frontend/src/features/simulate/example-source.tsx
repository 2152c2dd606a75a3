import { Button } from "@mantine/core";
import type { ScenarioSummary } from "@pipewright/contract/simulate";
import type { UseQueryResult } from "@tanstack/react-query";
import { ProblemNote } from "../../components/problem-note.tsx";
import { visibleText } from "../../lib/visible-text.ts";
import { ScenarioCard } from "./scenario-card.tsx";
import { ScenarioCards } from "./scenario-cards.tsx";
import type { SimulateCommand } from "./simulate-command.ts";
import classes from "./simulate-page.module.css";

interface Props {
  scenarios: UseQueryResult<ScenarioSummary[]>;
  previewedId: string | undefined;
  simulate: SimulateCommand;
  onPreview: (id: string) => void;
}

/** The examples, each to be looked at or sent in. */
export function ExampleSource({ scenarios, previewedId, simulate, onPreview }: Props) {
  const underWay = simulate.isPending ? simulate.variables.scenario : undefined;
  return (
    <>
      {simulate.isError && <ProblemNote problem={simulate.error} />}
      <ScenarioCards scenarios={scenarios}>
        {(scenario) => {
          const { id } = scenario;
          const title = visibleText(scenario.title);
          return (
            <ScenarioCard key={id} scenario={scenario} isPreviewed={id === previewedId}>
              <div className={classes.actions}>
                <Button
                  aria-label={`Preview: ${title}`}
                  aria-pressed={id === previewedId}
                  onClick={() => onPreview(id)}
                >
                  Preview
                </Button>
                <Button
                  aria-label={`Simulate: ${title}`}
                  loading={id === underWay}
                  onClick={() => simulate.mutate({ scenario: id })}
                >
                  Simulate
                </Button>
              </div>
            </ScenarioCard>
          );
        }}
      </ScenarioCards>
    </>
  );
}
