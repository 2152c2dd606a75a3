import type { ScenarioSummary } from "@pipewright/contract/simulate";
import type { ReactNode } from "react";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./simulate-page.module.css";

interface Props {
  scenario: ScenarioSummary;
  isPreviewed?: boolean;
  /** What can be done with it. */
  children?: ReactNode;
}

export function ScenarioCard({ scenario, isPreviewed = false, children }: Props) {
  return (
    <li className={classes.card} data-chosen={isPreviewed || undefined}>
      <h2 className={classes.cardTitle}>{visibleText(scenario.title)}</h2>
      <p className={classes.ecosystem}>{visibleText(scenario.ecosystem)}</p>
      <p className={classes.cardText}>{visibleText(scenario.description)}</p>
      {children}
    </li>
  );
}
