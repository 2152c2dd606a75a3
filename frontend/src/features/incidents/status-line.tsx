import type { Stats } from "@pipewright/contract/dashboard";
import { formatNumber } from "../../lib/format-number.ts";
import { formatDuration } from "../../lib/format-time.ts";
import classes from "./incidents-page.module.css";

/** `2 wait for you · 14 healed this week · median 41 s to diagnosis`. Empty until the figures are there. */
export function StatusLine({ stats }: { stats: Stats | undefined }) {
  return (
    <p className={classes.statusLine} aria-live="polite">
      {stats && (
        <>
          <b>{waitingWords(stats.waiting)}</b>
          {` · ${formatNumber(stats.healedLast7Days)} healed this week`}
          {stats.medianDiagnosisMs !== null && ` · median ${formatDuration(stats.medianDiagnosisMs)} to diagnosis`}
        </>
      )}
    </p>
  );
}

function waitingWords(waiting: number): string {
  if (waiting === 0) return "Nothing waits for you";
  return waiting === 1 ? "1 waits for you" : `${formatNumber(waiting)} wait for you`;
}
