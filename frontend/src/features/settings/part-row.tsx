import { Button } from "@mantine/core";
import type { Finding } from "@pipewright/contract/doctor";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useId } from "react";
import { CopyBlock } from "../../components/copy-block.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import type { Meaning } from "../../lib/incident-status.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./settings-page.module.css";
import { useTestPart } from "./use-test-part.ts";

/** One part: how it stood when it was last looked at, the way to look again, and the way to mend it. */
export function PartRow({ finding, isTestable }: { finding: Finding; isTestable: boolean }) {
  const { id, name, status, kind, message, advice, snippet, checkedAt } = finding;
  const test = useTestPart();
  const nameId = useId();
  const shown = visibleText(name);
  const { words, meaning, icon: Icon } = STATUSES[status];
  return (
    <li className={classes.part} aria-labelledby={nameId}>
      <div className={classes.line}>
        <span className={classes.status} data-meaning={meaning}>
          <Icon size={16} stroke={1.9} aria-hidden />
          {words}
        </span>
        <h3 id={nameId} className={classes.name}>
          {shown}
        </h3>
        <p className={classes.message} aria-live="polite">
          {kind !== "none" && kind !== name && <b>{visibleText(kind)}</b>} {visibleText(message)}
        </p>
        <span className={classes.checked}>
          <RelativeTime at={checkedAt} />
        </span>
        {isTestable && (
          <Button aria-label={`Test ${shown}`} loading={test.isPending} onClick={() => test.mutate(id)}>
            Test
          </Button>
        )}
      </div>
      {test.isError && <ProblemNote problem={test.error} className={classes.problem} />}
      {advice && (
        <div className={classes.todo}>
          <p>{visibleText(advice)}</p>
          {snippet && status !== "ok" && <CopyBlock label={`lines for ${shown}`} text={snippet} />}
        </div>
      )}
    </li>
  );
}

const STATUSES: Record<Finding["status"], { words: string; meaning: Meaning; icon: typeof IconCircleX }> = {
  ok: { words: "Works", meaning: "proven", icon: IconCircleCheck },
  degraded: { words: "To do", meaning: "waiting", icon: IconAlertTriangle },
  down: { words: "Down", meaning: "failing", icon: IconCircleX },
};
