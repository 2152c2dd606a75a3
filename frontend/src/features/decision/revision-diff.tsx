import { DiffView } from "../../components/diff-view.tsx";
import { compareRevisions, type RevisionContent } from "./compare-revisions.ts";
import classes from "./revisions-panel.module.css";

/** What changed from one revision to the next. */
export function RevisionDiff({ older, newer }: { older: RevisionContent; newer: RevisionContent }) {
  const diff = compareRevisions(older, newer);
  if (diff === undefined) return <p className={classes.hint}>Too little of it is the same to compare.</p>;
  if (diff === "")
    return <p className={classes.hint}>The text is the same; what it needs or says of itself differs.</p>;
  return <DiffView label="Changes" diff={diff} />;
}
