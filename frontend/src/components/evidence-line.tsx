import type { StoredLine } from "@pipewright/contract/log";
import { Link } from "react-router";
import { formatNumber } from "../lib/format-number.ts";
import { logAddress } from "../lib/incident-address.ts";
import { splitStamp } from "../lib/log-line.ts";
import { styledText } from "../lib/styled-text.ts";
import type { StoredLogOf } from "../lib/use-log-context.ts";
import classes from "./evidence-lines.module.css";
import { StyledParts } from "./styled-parts.tsx";

/** A line that counts, as the diagnosis read it. */
export function EvidenceLine({ n, text, log }: { n: number; text: string; log: StoredLogOf | undefined }) {
  return (
    <li className={classes.line} value={n} data-counts>
      <LineNumber n={n} log={log} />
      <code className={classes.text}>{text}</code>
    </li>
  );
}

/** A line that stands near one that counts, in its colours. */
export function ContextLine({ line, log }: { line: StoredLine; log: StoredLogOf | undefined }) {
  return (
    <li className={classes.line} value={line.n}>
      <LineNumber n={line.n} log={log} />
      <code className={classes.text}>
        <StyledParts parts={styledText(splitStamp(line.text).text)} />
        {line.cut !== undefined && " …"}
      </code>
    </li>
  );
}

/** Leads to the line in the whole log, where that is stored. */
function LineNumber({ n, log }: { n: number; log: StoredLogOf | undefined }) {
  return (
    <span className={classes.number} aria-hidden>
      {log ? (
        <Link to={logAddress(log.incidentId, { first: n, last: n })} tabIndex={-1}>
          {formatNumber(n)}
        </Link>
      ) : (
        formatNumber(n)
      )}
    </span>
  );
}
