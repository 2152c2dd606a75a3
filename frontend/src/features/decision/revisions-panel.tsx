import type { Incident } from "@pipewright/contract/incident";
import type { Revision, RevisionOutcome } from "@pipewright/contract/revision";
import { Panel } from "../../components/panel.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { visibleText } from "../../lib/visible-text.ts";
import { RevisionChanges } from "./revision-changes.tsx";
import classes from "./revisions-panel.module.css";

const OUTCOME_WORDS: Record<RevisionOutcome, string> = {
  waiting: "waits for you",
  running: "is at work",
  proven: "proven",
  unproven: "unproven",
  refuted: "did not hold",
  failed: "failed",
  rejected: "rejected",
  expired: "expired",
  dismissed: "taken over",
  superseded: "replaced",
};

/** Every fix that was proposed, the newest first, with what changed; shown once there is more than one. */
export function RevisionsPanel({ incident: { revisions, fix } }: { incident: Pick<Incident, "revisions" | "fix"> }) {
  if (revisions.length < 2) return null;
  return (
    <Panel title="Revisions">
      <ol className={classes.revisions} reversed>
        {revisions
          .map((revision, index) => {
            const older = revisions[index - 1];
            const newer = revision.digest === fix?.digest ? fix : revision;
            return (
              <li key={revision.digest} className={classes.revision}>
                <RevisionWords revision={revision} />
                {older && <RevisionChanges since={older.revision} older={older} newer={newer} />}
              </li>
            );
          })
          .toReversed()}
      </ol>
    </Panel>
  );
}

function RevisionWords({ revision }: { revision: Revision }) {
  return (
    <>
      <p>
        <b>Revision {revision.revision}</b> · {revision.kind} by {visibleText(revision.by)} · risk {revision.risk.score}{" "}
        {revision.risk.tier} · {OUTCOME_WORDS[revision.outcome]}
      </p>
      <p className={classes.summary}>{visibleText(revision.summary)}</p>
      {revision.hint && (
        <p className={classes.hint}>
          {visibleText(revision.askedBy ?? "")} asked: <q>{visibleText(revision.hint)}</q>
        </p>
      )}
      <p className={classes.when}>
        <RelativeTime at={revision.at} />
      </p>
    </>
  );
}
