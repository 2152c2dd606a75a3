import type { Fix, FixKind } from "@pipewright/contract/fix";
import type { Incident } from "@pipewright/contract/incident";
import { CodeBlock } from "../../components/code-block.tsx";
import { DiffView } from "../../components/diff-view.tsx";
import { EmptyFace } from "../../components/empty-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { isRevisable } from "../../lib/approval-words.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./fix-panel.module.css";
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
        <p className={classes.summary}>{visibleText(fix.summary)}</p>
        {fix.why && <p className={classes.why}>{visibleText(fix.why)}</p>}
      </div>
      {fix.script !== undefined && <CodeBlock label="Script" code={fix.script} />}
      {fix.patch !== undefined && <DiffView label="Patch" diff={fix.patch} />}
      <FixNeeds fix={fix} />
    </Panel>
  );
}

function FixNeeds({ fix }: { fix: Fix }) {
  const runs = fix.kind === "script" || fix.kind === "patch";
  return (
    <dl className={classes.needs}>
      {runs && fix.image && <Need name="Image">{visibleText(fix.image)}</Need>}
      {runs && <Need name="Network">{fix.network ? "allowed" : "none"}</Need>}
      {fix.command && (
        <Need name={runs ? "Proved with" : "Failing command"}>
          <code>{visibleText(fix.command)}</code>
        </Need>
      )}
      {fix.undo && <Need name="Undo">{visibleText(fix.undo)}</Need>}
    </dl>
  );
}

function Need({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={classes.need}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NoFix() {
  return (
    <Panel title="Proposed fix">
      <EmptyFace title="There is no proposal, because the incident failed before one was made" />
    </Panel>
  );
}
