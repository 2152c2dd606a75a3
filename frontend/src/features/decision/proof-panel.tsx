import type { Incident } from "@pipewright/contract/incident";
import { useState } from "react";
import { DiffView } from "../../components/diff-view.tsx";
import { Panel } from "../../components/panel.tsx";
import { incidentPath } from "../../lib/incident-query.ts";
import { visibleText } from "../../lib/visible-text.ts";
import { Need, Needs } from "./needs.tsx";
import classes from "./proof-panel.module.css";
import { RunPane } from "./run-pane.tsx";
import { PLACE_WORDS } from "./run-words.ts";
import { runsOf } from "./runs-of.ts";
import type { LiveOutput } from "./use-live-output.ts";
import { VerdictLine } from "./verdict-line.tsx";

/** The failing command before and after the fix, as it happens; then the verdict, and what the fix changed. */
export function ProofPanel({ incident, output }: { incident: Incident; output: LiveOutput }) {
  const { execution } = incident;
  const runs = runsOf(incident, output);
  /** What a person sees being written stays open when it is done. */
  const [hasGrown, setHasGrown] = useState(false);
  if (runs.fix.isCurrent && !hasGrown) setHasGrown(true);
  return (
    <>
      <Panel title="Proof" detail={execution && `ran in ${PLACE_WORDS[execution.executor]}`} flush>
        <VerdictLine incident={incident} runs={runs} />
        <div className={classes.panes}>
          <RunPane title="Before the fix" run={runs.before} />
          <RunPane title="After the fix" run={runs.after} />
        </div>
        {(runs.fix.result || runs.fix.text !== "") && (
          <details className={classes.fix} open={hasGrown || runs.fix.hasFailed}>
            <summary>Output of the fix itself</summary>
            <RunPane title="The fix" run={runs.fix} />
          </details>
        )}
      </Panel>
      {execution?.diff && (
        <Panel
          title="What the fix changed"
          actions={
            <a href={incidentPath(incident.id, "/patch")} download={patchName(incident.id)}>
              Download patch
            </a>
          }
          flush
        >
          <DiffView label="Diff" diff={execution.diff} />
          <Needs>
            <Need name="Take it by hand">
              <code>git am {patchName(incident.id)}</code>, in a clone at {shortSha(incident.commitSha)}
            </Need>
          </Needs>
        </Panel>
      )}
    </>
  );
}

function patchName(id: string): string {
  return `pipewright-${id}.patch`;
}

const SHORT_SHA_LENGTH = 7;

function shortSha(sha: string): string {
  return visibleText(sha.slice(0, SHORT_SHA_LENGTH));
}
