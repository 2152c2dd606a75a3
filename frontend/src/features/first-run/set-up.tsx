import { Button } from "@mantine/core";
import { useStoredFlag } from "../../lib/use-stored-flag.ts";
import classes from "./first-run.module.css";
import { FirstRun } from "./first-run.tsx";

/** The first steps while nothing has come in; afterwards still at hand below the incidents, until a person has had enough. */
export function SetUp({ isEmpty }: { isEmpty: boolean }) {
  const [isDismissed, dismiss] = useStoredFlag("pipewright-first-run-dismissed");
  if (isEmpty) return <FirstRun isEmpty />;
  if (isDismissed) return null;
  return (
    <section className={classes.later} aria-label="First steps">
      <div className={classes.laterHead}>
        <h2>First steps</h2>
        <Button onClick={dismiss}>Do not show this again</Button>
      </div>
      <FirstRun isEmpty={false} />
    </section>
  );
}
