import { Button } from "@mantine/core";
import type { Failure } from "@pipewright/contract/incident";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ReaderNote } from "../../components/reader-note.tsx";
import { problemMessage } from "../../lib/api-problem.ts";
import { formatCount } from "../../lib/format-number.ts";
import { STATUS_WORDS } from "../../lib/incident-status.ts";
import { useRole } from "../../lib/use-role.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./notices.module.css";
import { useRetry } from "./use-retry.ts";

/** Which step gave up, why, and the way to take it up again. */
export function FailureNotice({ incidentId, failure }: { incidentId: string; failure: Failure }) {
  const role = useRole();
  const retry = useRetry(incidentId);
  return (
    <section className={classes.notice} data-meaning="failing" aria-label="Failure">
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <p>
          <b>Failed while {STATUS_WORDS[failure.step].words.toLowerCase()}</b>, after{" "}
          {formatCount(failure.attempts, "try", "tries")}. What was found before is kept.
        </p>
        <p>{visibleText(failure.message)}</p>
        {role === "viewer" && <ReaderNote>only approvers can retry</ReaderNote>}
        {retry.isError && <p role="alert">{problemMessage(retry.error)}</p>}
      </div>
      {role !== "viewer" && (
        <Button loading={retry.isPending} onClick={() => retry.mutate()}>
          Retry
        </Button>
      )}
    </section>
  );
}
