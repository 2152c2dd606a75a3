import type { IncidentSummary } from "@pipewright/contract/incident";
import { memo } from "react";
import { Link } from "react-router";
import { RelativeTime } from "../../components/relative-time.tsx";
import { RiskLabel } from "../../components/risk-label.tsx";
import { StatusLabel } from "../../components/status-label.tsx";
import { incidentAddress } from "../../lib/incident-address.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./incident-table.module.css";

export const IncidentRow = memo(function IncidentRow({ incident }: { incident: IncidentSummary }) {
  const title = visibleText(incident.title ?? firstLine(incident.commitMessage));
  const place = visibleText(`${incident.repo} · ${incident.branch}`);
  return (
    <tr>
      <td className={classes.status}>
        <StatusLabel status={incident.status} verdict={incident.verdict} />
      </td>
      <td className={classes.what}>
        <Link to={incidentAddress(incident.id)} className={classes.link} title={title}>
          {title}
        </Link>
        <span className={classes.under}>
          <span className={classes.underPlace}>{place}</span>
          {incident.risk && <span> · risk {incident.risk.tier}</span>}
        </span>
      </td>
      <td className={classes.place} title={place}>
        {place}
      </td>
      <td className={classes.risk}>{incident.risk ? <RiskLabel risk={incident.risk} /> : "–"}</td>
      <td className={classes.age}>
        <RelativeTime at={incident.createdAt} />
      </td>
    </tr>
  );
});

function firstLine(message: string): string {
  return message.split("\n", 1)[0] || "Commit without a message";
}
