import { useQuery } from "@tanstack/react-query";
import { ReaderNote } from "../../components/reader-note.tsx";
import { scenariosQuery } from "../../lib/scenarios-query.ts";
import { useRole } from "../../lib/use-role.ts";
import { ScenarioCard } from "./scenario-card.tsx";
import { ScenarioCards } from "./scenario-cards.tsx";
import { SimulateDesk } from "./simulate-desk.tsx";
import classes from "./simulate-page.module.css";

/** A failure to try things with: an example, one's own log, or one that is described. Who only reads sees what there is. */
export function SimulatePage() {
  const role = useRole();
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.heading}>Simulate a failure</h1>
        <p className={classes.about}>
          See what Pipewright makes of it. A preview stores nothing; an incident runs nothing until you approve its fix.
        </p>
      </header>
      {role === "viewer" ? <Examples /> : <SimulateDesk />}
    </div>
  );
}

function Examples() {
  const scenarios = useQuery(scenariosQuery);
  return (
    <>
      <ReaderNote>only approvers send in failures. These are the examples</ReaderNote>
      <ScenarioCards scenarios={scenarios}>
        {(scenario) => <ScenarioCard key={scenario.id} scenario={scenario} />}
      </ScenarioCards>
    </>
  );
}
