import type { Fix, FixKind } from "@pipewright/contract/fix";
import type { Incident } from "@pipewright/contract/incident";
import { CodeBlock } from "../../components/code-block.tsx";
import { DiffView } from "../../components/diff-view.tsx";
import { EmptyFace } from "../../components/empty-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { isRevisable, runsCommands } from "../../lib/approval-words.ts";
import { visibleText } from "../../lib/visible-text.ts";
import { withoutIds } from "../../lib/without-ids.ts";
import classes from "./fix-panel.module.css";
import { Need, Needs } from "./needs.tsx";
import { ReviseActions } from "./revise-actions.tsx";

const KIND_WORDS: Record<FixKind, string> = {
  script: "script",
  patch: "patch",
  rerun: "run the job again",
  restart: "restart the service",
  wait: "nothing to do here",
  manual: "for a person",
};

/** The proposal, exactly as it will run, and what it needs. */
export function FixPanel({ incident }: { incident: Incident }) {
  const { fix, status, revisions } = incident;
  if (!fix) return status === "failed" ? <NoFix /> : null;
  const madeBy = visibleText(revisions.at(-1)?.by ?? fix.provider);
  return (
    <Panel
      title="Proposed fix"
      detail={`${KIND_WORDS[fix.kind]} · revision ${fix.revision} · by ${madeBy}`}
      actions={isRevisable(incident) && <ReviseActions incident={incident} fix={fix} />}
      flush
    >
      <div className={classes.words}>
        <p className={classes.summary}>{visibleText(withoutIds(fix.summary))}</p>
        {fix.why && <p className={classes.why}>{visibleText(withoutIds(fix.why))}</p>}
      </div>
      {fix.script !== undefined && <CodeBlock label="Script" code={fix.script} />}
      {fix.patch !== undefined && <DiffView label="Patch" diff={fix.patch} />}
      <FixNeeds fix={fix} />
    </Panel>
  );
}

/** What the fix says of itself; where it runs stands in a panel of its own. */
function FixNeeds({ fix }: { fix: Fix }) {
  return (
    <Needs>
      {fix.command && !runsCommands(fix) && (
        <Need name="Failing command">
          <code>{visibleText(fix.command)}</code>
        </Need>
      )}
      {fix.undo && <Need name="Undo">{visibleText(fix.undo)}</Need>}
    </Needs>
  );
}

function NoFix() {
  return (
    <Panel title="Proposed fix">
      <EmptyFace title="There is no proposal, because the incident failed before one was made" />
    </Panel>
  );
}
