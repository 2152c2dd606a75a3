import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Incident } from "@pipewright/contract/incident";
import { lazy, Suspense } from "react";
import { ProblemNote } from "../../components/problem-note.tsx";
import { ReaderNote } from "../../components/reader-note.tsx";
import { incidentPath } from "../../lib/incident-query.ts";
import { useRole } from "../../lib/use-role.ts";
import classes from "./incident-actions.module.css";
import { useRunAgain } from "./use-run-again.ts";

const JsonDialog = lazy(async () => ({ default: (await import("./json-dialog.tsx")).JsonDialog }));

/** The incident in other shapes: its log as it is stored, its JSON; and the way to have it treated once more. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const role = useRole();
  const [isJsonOpen, json] = useDisclosure(false);
  return (
    <section className={classes.actions} aria-label="More of this incident">
      {incident.log && (
        <Button component="a" href={incidentPath(incident.id, "/log")} target="_blank" rel="noopener">
          Raw log
        </Button>
      )}
      <Button onClick={json.open}>JSON</Button>
      {role === "viewer" ? <ReaderNote>only approvers can run it again</ReaderNote> : <RunAgain id={incident.id} />}
      <Suspense>{isJsonOpen && <JsonDialog incident={incident} onClose={json.close} />}</Suspense>
    </section>
  );
}

function RunAgain({ id }: { id: string }) {
  const again = useRunAgain(id);
  return (
    <>
      <Button loading={again.isPending} onClick={() => again.mutate()}>
        Run again
      </Button>
      {again.isError && <ProblemNote problem={again.error} className={classes.problem} />}
    </>
  );
}
