import type { Incident, Verdict } from "@pipewright/contract/incident";
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconProgress } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatSpan } from "../../lib/format-time.ts";
import type { Meaning } from "../../lib/incident-status.ts";
import { useClock } from "../../lib/use-clock.ts";
import { visibleText } from "../../lib/visible-text.ts";
import { DeliveryLink } from "./delivery-link.tsx";
import classes from "./proof-panel.module.css";
import type { Runs } from "./runs-of.ts";

/** What is proven; until then, what is waited for and since when. */
export function VerdictLine({ incident, runs }: { incident: Incident; runs: Runs }) {
  const { verification, delivery } = incident;
  if (!verification) return <Progress incident={incident} runs={runs} />;

  const { meaning, icon: Icon } = VERDICTS[verification.verdict];
  return (
    <Line meaning={meaning}>
      <Icon size={20} stroke={1.9} aria-hidden />
      <p>
        <b>{VERDICTS[verification.verdict].words}</b>
        {" — "}
        {visibleText(verification.reason ?? DEFAULT_REASONS[verification.verdict])}
        {delivery && (
          <span className={classes.delivery}>
            {" · "}
            {visibleText(delivery.message)}
            <DeliveryLink delivery={delivery} />
          </span>
        )}
      </p>
    </Line>
  );
}

function Progress({ incident, runs }: { incident: Incident; runs: Runs }) {
  const since = Date.parse(incident.execution?.startedAt ?? incident.updatedAt);
  const waited = useClock((now) => formatSpan(now - since));
  if (incident.status === "failed") {
    return (
      <Line meaning="failing">
        <IconAlertTriangle size={20} stroke={1.9} aria-hidden />
        <p>
          <b>Not proven</b> — the run ended before its end; see the failure above
        </p>
      </Line>
    );
  }
  return (
    <Line meaning="working">
      <IconProgress size={20} stroke={1.9} aria-hidden />
      <p>
        <b>{progressWords(runs)}</b> · {waited}
      </p>
    </Line>
  );
}

function progressWords(runs: Runs): string {
  if (runs.after.isCurrent) return "Running the command again, with the fix";
  if (runs.fix.isCurrent) return "Running the fix";
  if (runs.before.text !== "") return "Running the failing command without the fix";
  return "Preparing the workspace";
}

function Line({ meaning, children }: { meaning: Meaning; children: ReactNode }) {
  return (
    <div className={classes.verdict} data-meaning={meaning} role="status" aria-label="Verdict">
      {children}
    </div>
  );
}

const VERDICTS: Record<Verdict, { words: string; meaning: Meaning; icon: typeof IconProgress }> = {
  proven: { words: "Proven", meaning: "proven", icon: IconCircleCheck },
  unproven: { words: "Unproven", meaning: "waiting", icon: IconCircleMinus },
  refuted: { words: "Refuted", meaning: "failing", icon: IconAlertTriangle },
};

const DEFAULT_REASONS: Record<Verdict, string> = {
  proven: "the command failed before the fix and passes after it",
  unproven: "there was nothing to prove it with",
  refuted: "the command still fails after the fix",
};
