import type { PreviewFix } from "@pipewright/contract/preview";
import { CodeBlock } from "../../components/code-block.tsx";
import { DiffView } from "../../components/diff-view.tsx";
import { EvidenceList } from "../../components/evidence-lines.tsx";
import { RiskFactors } from "../../components/risk-factors.tsx";
import { RiskLabel } from "../../components/risk-label.tsx";
import { consequenceOf } from "../../lib/approval-words.ts";
import { CATEGORY_WORDS } from "../../lib/category-words.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./preview-view.module.css";

/** What broke, why that is thought, what would be done, and what can go wrong with it. */
export function PreviewView({ preview: { diagnosis, notes, fix, risk } }: { preview: PreviewFix }) {
  const consequence = consequenceOf(fix);
  return (
    <>
      <section className={classes.part} aria-label="Diagnosis">
        <h3 className={classes.title}>{visibleText(diagnosis.title)}</h3>
        <p className={classes.facts}>
          {CATEGORY_WORDS[diagnosis.category]} · {diagnosis.severity} · confidence {diagnosis.confidence.toFixed(2)} ·
          by {diagnosis.provider}
        </p>
        <p className={classes.cause}>{visibleText(diagnosis.rootCause)}</p>
        {notes.map((note) => (
          <p key={note} className={classes.note}>
            {visibleText(note)}
          </p>
        ))}
      </section>
      <section aria-label="Evidence">
        <EvidenceList evidence={diagnosis.evidence} />
      </section>
      <section aria-label="Fix">
        <div className={classes.part}>
          <h3 className={classes.title}>{visibleText(fix.summary)}</h3>
          {fix.why && <p className={classes.cause}>{visibleText(fix.why)}</p>}
          {consequence && <p className={classes.facts}>{consequence}</p>}
        </div>
        {fix.script !== undefined && <CodeBlock label="Script" code={fix.script} />}
        {fix.patch !== undefined && <DiffView label="Patch" diff={fix.patch} />}
      </section>
      <section className={classes.part} aria-label="Risk">
        <h3 className={classes.title}>
          Risk <RiskLabel risk={risk} />
        </h3>
        <RiskFactors risk={risk} />
      </section>
    </>
  );
}
