import type { IncidentSummary } from "@pipewright/contract/incident";
import { IncidentRow } from "./incident-row.tsx";
import classes from "./incident-table.module.css";

/** Incidents as rows; a row is a link to its incident. */
export function IncidentTable({ label, incidents }: { label: string; incidents: IncidentSummary[] }) {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th className={classes.status}>Status</th>
          <th>What broke</th>
          <th className={classes.place}>Repository · branch</th>
          <th className={classes.risk}>Risk</th>
          <th className={classes.age}>Age</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </tbody>
    </table>
  );
}
