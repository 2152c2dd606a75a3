import type { Incident } from "@pipewright/contract/incident";
import type { Ref } from "react";
import { Link } from "react-router";
import { Expiry } from "../../components/expiry.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { STATUS_WORDS } from "../../lib/incident-status.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./incident-header.module.css";

interface Props {
  incident: Incident;
  /** Takes the focus once an answer is given, as the answered question goes away. */
  headingRef: Ref<HTMLHeadingElement>;
}

/** Where it broke, how it stands, and the cause as the title. */
export function IncidentHeader({ incident, headingRef }: Props) {
  const { diagnosis, approval } = incident;
  return (
    <header className={classes.header}>
      <div className={classes.place}>
        <Link to="/">Incidents</Link>
        <span>{visibleText(`${incident.repo} · ${incident.branch}`)}</span>
        <RelativeTime at={incident.createdAt} />
        <span className={classes.status}>
          <StatusLabel status={incident.status} verdict={incident.verification?.verdict} />
          {approval?.status === "pending" && <Expiry at={approval.expiresAt} />}
        </span>
      </div>
      <h1 ref={headingRef} tabIndex={-1} className={classes.title}>
        {visibleText(diagnosis?.title ?? untitled(incident))}
      </h1>
      {diagnosis && (
        <>
          {diagnosis.rootCause && <p className={classes.cause}>{visibleText(diagnosis.rootCause)}</p>}
          <p className={classes.source}>
            {Math.round(diagnosis.confidence * 100)}&thinsp;% sure · found by {diagnosis.provider}
            {diagnosis.rule && ` (${visibleText(diagnosis.rule)})`} · severity {diagnosis.severity}
          </p>
        </>
      )}
    </header>
  );
}

function untitled(incident: Incident): string {
  const { words, meaning } = STATUS_WORDS[incident.status];
  return meaning === "working" ? `${words} …` : "This failure was not diagnosed";
}
