import type { Evidence } from "@pipewright/contract/diagnosis";
import { plainText, styledOutput } from "../lib/styled-text.ts";
import { type StoredLogOf, useLogContext } from "../lib/use-log-context.ts";
import { visibleText } from "../lib/visible-text.ts";
import { ContextLine, EvidenceLine } from "./evidence-line.tsx";
import classes from "./evidence-lines.module.css";
import { UnfoldButton } from "./unfold-button.tsx";

interface ListProps {
  evidence: Evidence[];
  /** Where the log is stored, what stands around the evidence can be shown, too. */
  log?: StoredLogOf | undefined;
}

/** The log lines that prove the cause, with their numbers and the reason why each counts; the first one proves it. */
export function EvidenceList({ evidence, log }: ListProps) {
  if (evidence.length === 0) return <p className={classes.none}>No line of the log proves this cause.</p>;
  return evidence.map((range, index) => (
    <EvidenceLines key={`${range.startLine}-${range.endLine}`} evidence={range} isMain={index === 0} log={log} />
  ));
}

interface LinesProps {
  evidence: Evidence;
  isMain: boolean;
  log: StoredLogOf | undefined;
}

function EvidenceLines({ evidence, isMain, log }: LinesProps) {
  const { startLine, endLine } = evidence;
  const { before, after } = useLogContext(log, startLine, endLine);
  const isUnfolded = before.lines.length + after.lines.length > 0;
  return (
    <figure className={classes.evidence} data-main={isMain || undefined}>
      <figcaption className={classes.reason}>
        <b>{isMain ? "Proves it" : "Also"}</b> {visibleText(evidence.reason)}
      </figcaption>
      <UnfoldButton side="before" context={before} />
      <ol
        className={classes.lines}
        start={before.lines[0]?.n ?? startLine}
        aria-label={`Lines ${startLine} to ${endLine}`}
        data-unfolded={isUnfolded || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
      >
        {before.lines.map((line) => (
          <ContextLine key={line.n} line={line} log={log} />
        ))}
        {linesOf(evidence).map(({ n, text }) => (
          <EvidenceLine key={n} n={n} text={text} log={log} />
        ))}
        {after.lines.map((line) => (
          <ContextLine key={line.n} line={line} log={log} />
        ))}
      </ol>
      <UnfoldButton side="after" context={after} />
    </figure>
  );
}

function linesOf({ startLine, excerpt }: Evidence): { n: number; text: string }[] {
  return plainText(styledOutput(excerpt))
    .split("\n")
    .map((text, index) => ({ n: startLine + index, text }));
}
