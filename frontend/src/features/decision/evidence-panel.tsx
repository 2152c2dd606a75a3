import type { Incident } from "@pipewright/contract/incident";
import { EvidenceList } from "../../components/evidence-lines.tsx";
import { Panel } from "../../components/panel.tsx";
import { formatCount, formatNumber } from "../../lib/format-number.ts";
import { incidentPath } from "../../lib/incident-query.ts";

/** The log lines that prove the cause, with their numbers and the reason why each counts. */
export function EvidencePanel({ incident }: { incident: Incident }) {
  const { diagnosis, log } = incident;
  if (!diagnosis) return null;
  const shown = diagnosis.evidence.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
  const detail = `${formatNumber(shown)} of ${formatCount(diagnosis.totalLines, "line", "lines")}`;
  return (
    <Panel
      title="Evidence"
      detail={detail}
      actions={
        log && (
          <a href={incidentPath(incident.id, "/log")} target="_blank" rel="noopener">
            Open full log
          </a>
        )
      }
      flush
    >
      <EvidenceList evidence={diagnosis.evidence} />
    </Panel>
  );
}
