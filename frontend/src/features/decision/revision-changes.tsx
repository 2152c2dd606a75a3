import { lazy, Suspense, useState } from "react";
import { LoadingFace } from "../../components/loading-face.tsx";
import type { RevisionContent } from "./compare-revisions.ts";
import classes from "./revisions-panel.module.css";

const RevisionDiff = lazy(async () => ({ default: (await import("./revision-diff.tsx")).RevisionDiff }));

interface Props {
  /** Number of the older revision. */
  since: number;
  older: RevisionContent;
  newer: RevisionContent;
}

/** What changed against the revision before, on demand: only then is the code that compares loaded. */
export function RevisionChanges({ since, older, newer }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={classes.changes} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>What changed since revision {since}</summary>
      {isOpen && (
        <Suspense fallback={<LoadingFace words="Comparing" />}>
          <RevisionDiff older={older} newer={newer} />
        </Suspense>
      )}
    </details>
  );
}
