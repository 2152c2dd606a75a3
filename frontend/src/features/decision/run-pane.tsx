import type { RunResult } from "@pipewright/contract/incident";
import { IconCircleCheck, IconCircleMinus, IconCircleX, IconProgress } from "@tabler/icons-react";
import { formatDuration } from "../../lib/format-time.ts";
import type { Meaning } from "../../lib/incident-status.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./proof-panel.module.css";
import { RunOutput } from "./run-output.tsx";
import type { Run } from "./runs-of.ts";

const OUTCOME_WORDS: Record<Exclude<RunResult["outcome"], "exited">, string> = {
  timed_out: "stopped: it took too long",
  out_of_memory: "stopped: out of memory",
  unavailable: "cannot be run here",
  cancelled: "cancelled",
};

/** One run: how it ended, how long it took, what it wrote. */
export function RunPane({ title, run }: { title: string; run: Run }) {
  const { words, meaning } = describeRun(run);
  const Icon = ICONS[meaning];
  return (
    <section className={classes.pane} aria-label={title}>
      <h3 className={classes.paneTitle}>
        {title}
        <span className={classes.outcome} data-meaning={meaning}>
          <Icon size={16} stroke={1.9} aria-hidden />
          {words}
        </span>
        {run.result && hasRun(run.result) && (
          <span className={classes.took}>{formatDuration(durationMs(run.result))}</span>
        )}
      </h3>
      {run.result?.reason && <p className={classes.reason}>{visibleText(run.result.reason)}</p>}
      <RunOutput title={title} run={run} />
    </section>
  );
}

function hasRun({ outcome }: RunResult): boolean {
  return outcome !== "unavailable" && outcome !== "cancelled";
}

function describeRun({ result, isCurrent, isExpected }: Run): { words: string; meaning: Meaning } {
  if (!result && isCurrent) return { words: "running", meaning: "working" };
  if (!result) return { words: isExpected ? "not run yet" : "not run", meaning: "rest" };
  if (result.outcome !== "exited") {
    return { words: OUTCOME_WORDS[result.outcome], meaning: hasRun(result) ? "failing" : "rest" };
  }
  if (result.exitCode === 0) return { words: "passes, exit 0", meaning: "proven" };
  return { words: `fails, exit ${result.exitCode ?? "unknown"}`, meaning: "failing" };
}

function durationMs(result: RunResult): number {
  return Date.parse(result.finishedAt) - Date.parse(result.startedAt);
}

const ICONS: Record<Meaning, typeof IconProgress> = {
  failing: IconCircleX,
  proven: IconCircleCheck,
  waiting: IconProgress,
  working: IconProgress,
  rest: IconCircleMinus,
};
