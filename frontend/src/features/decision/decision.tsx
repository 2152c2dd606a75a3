import type { Incident } from "@pipewright/contract/incident";
import { useRef } from "react";
import { useLiveIncident } from "../../lib/use-live-incident.ts";
import { AnswerBar } from "./answer-bar.tsx";
import classes from "./decision.module.css";
import { EvidencePanel } from "./evidence-panel.tsx";
import { FactsPanel } from "./facts-panel.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { FixPanel } from "./fix-panel.tsx";
import { IncidentActions } from "./incident-actions.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import { PastNotice } from "./past-notice.tsx";
import { PolicyLine } from "./policy-line.tsx";
import { ProofPlace } from "./proof-place.tsx";
import { RevisionsPanel } from "./revisions-panel.tsx";
import { RiskPanel } from "./risk-panel.tsx";
import { RunsInPanel } from "./runs-in-panel.tsx";
import { SeenBeforePanel } from "./seen-before-panel.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";
import { useLiveOutput } from "./use-live-output.ts";

/** What broke, why, what will be done, what can go wrong; and once it is answered, first of all whether it worked. */
export function Decision({ incident }: { incident: Incident }) {
  useLiveIncident(incident.id);
  const output = useLiveOutput(incident.id);
  const heading = useRef<HTMLHeadingElement>(null);

  return (
    <div className={classes.page}>
      <IncidentHeader incident={incident} headingRef={heading} />
      <div className={classes.columns}>
        <div className={classes.column}>
          {incident.failure && incident.status === "failed" && (
            <FailureNotice incidentId={incident.id} failure={incident.failure} />
          )}
          <PastNotice incident={incident} />
          {incident.delivery && !incident.verification && <OutcomeNotice delivery={incident.delivery} />}
          <ProofPlace incident={incident} output={output} />
          <EvidencePanel incident={incident} />
          <FixPanel incident={incident} />
          <PolicyLine incident={incident} />
          <RevisionsPanel incident={incident} />
          {incident.risk && <RiskPanel risk={incident.risk} />}
          {incident.similar && <SeenBeforePanel similar={incident.similar} />}
          <RunsInPanel incident={incident} />
        </div>
        <div className={classes.column}>
          <FactsPanel incident={incident} />
          <IncidentActions incident={incident} />
          <TimelinePanel entries={incident.timeline} />
        </div>
      </div>
      <AnswerBar incident={incident} onAnswered={() => heading.current?.focus()} />
    </div>
  );
}
