import type { Incident } from "@pipewright/contract/incident";
import { Link } from "react-router";
import { EvidenceList } from "../../components/evidence-lines.tsx";
import { Panel } from "../../components/panel.tsx";
import { formatCount, formatNumber } from "../../lib/format-number.ts";
import { logAddress } from "../../lib/incident-address.ts";

/** The log lines that prove the cause, with their numbers and the reason why each counts. */
export function EvidencePanel({ incident }: { incident: Incident }) {
  const { diagnosis, log } = incident;
  if (!diagnosis) return null;
  const [main] = diagnosis.evidence;
  const shown = diagnosis.evidence.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
  const detail = `${formatNumber(shown)} of ${formatCount(diagnosis.totalLines, "line", "lines")}`;
  return (
    <Panel
      title="Evidence"
      detail={detail}
      actions={
        log && (
          <Link to={logAddress(incident.id, { first: main?.startLine ?? 1, last: main?.endLine ?? 1 })}>
            Open full log
          </Link>
        )
      }
      flush
    >
      <EvidenceList evidence={diagnosis.evidence} log={log && { incidentId: incident.id, lines: log.lines }} />
    </Panel>
  );
}
