import type { Evidence } from "@pipewright/contract/diagnosis";
import { formatNumber } from "../lib/format-number.ts";
import { terminalText } from "../lib/terminal-text.ts";
import { visibleText } from "../lib/visible-text.ts";
import classes from "./evidence-lines.module.css";

/** The log lines that prove the cause, with their numbers and the reason why each counts; the first one proves it. */
export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  if (evidence.length === 0) return <p className={classes.none}>No line of the log proves this cause.</p>;
  return evidence.map((range, index) => (
    <EvidenceLines key={`${range.startLine}-${range.endLine}`} evidence={range} isMain={index === 0} />
  ));
}

function EvidenceLines({ evidence, isMain }: { evidence: Evidence; isMain: boolean }) {
  const lines = terminalText(evidence.excerpt).split("\n");
  return (
    <figure className={classes.evidence} data-main={isMain || undefined}>
      <figcaption className={classes.reason}>
        <b>{isMain ? "Proves it" : "Also"}</b> {visibleText(evidence.reason)}
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
