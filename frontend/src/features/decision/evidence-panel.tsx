import type { Evidence } from "@pipewright/contract/diagnosis";
import type { Incident } from "@pipewright/contract/incident";
import { Panel } from "../../components/panel.tsx";
import { formatCount, formatNumber } from "../../lib/format-number.ts";
import { terminalText } from "../../lib/terminal-text.ts";
import classes from "./evidence-panel.module.css";
import { incidentPath } from "./incident-query.ts";

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
      {diagnosis.evidence.length === 0 && <p className={classes.none}>No line of the log proves this cause.</p>}
      {diagnosis.evidence.map((evidence, index) => (
        <EvidenceLines key={`${evidence.startLine}-${evidence.endLine}`} evidence={evidence} isMain={index === 0} />
      ))}
    </Panel>
  );
}

function EvidenceLines({ evidence, isMain }: { evidence: Evidence; isMain: boolean }) {
  const lines = terminalText(evidence.excerpt).split("\n");
  return (
    <figure className={classes.evidence} data-main={isMain || undefined}>
      <figcaption className={classes.reason}>
        <b>{isMain ? "Proves it" : "Also"}</b> {evidence.reason}
      </figcaption>
      <ol
        className={classes.lines}
        start={evidence.startLine}
        aria-label={`Lines ${evidence.startLine} to ${evidence.endLine}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
      >
        {lines.map((text, index) => {
          const number = evidence.startLine + index;
          return (
            <li key={number} className={classes.line} value={number}>
              <span className={classes.number} aria-hidden>
                {formatNumber(number)}
              </span>
              <code className={classes.text}>{text}</code>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
