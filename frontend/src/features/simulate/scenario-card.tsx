import { Button } from "@mantine/core";
import type { ScenarioSummary } from "@pipewright/contract/simulate";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./simulate-page.module.css";

interface Props {
  scenario: ScenarioSummary;
  isPreviewed: boolean;
  isUnderWay: boolean;
  onPreview: () => void;
  onSimulate: () => void;
}

export function ScenarioCard({ scenario, isPreviewed, isUnderWay, onPreview, onSimulate }: Props) {
  const title = visibleText(scenario.title);
  return (
    <li className={classes.card} data-chosen={isPreviewed || undefined}>
      <h2 className={classes.cardTitle}>{title}</h2>
      <p className={classes.ecosystem}>{visibleText(scenario.ecosystem)}</p>
      <p className={classes.cardText}>{visibleText(scenario.description)}</p>
      <div className={classes.actions}>
        <Button aria-label={`Preview: ${title}`} aria-pressed={isPreviewed} onClick={onPreview}>
          Preview
        </Button>
        <Button aria-label={`Simulate: ${title}`} loading={isUnderWay} onClick={onSimulate}>
          Simulate
        </Button>
      </div>
    </li>
  );
}
