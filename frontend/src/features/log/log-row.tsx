import type { StoredLine } from "@pipewright/contract/log";
import { type MouseEvent, memo } from "react";
import { StyledParts } from "../../components/styled-parts.tsx";
import { formatCount, formatNumber } from "../../lib/format-number.ts";
import { splitStamp, toneOf } from "../../lib/log-line.ts";
import { styledText } from "../../lib/styled-text.ts";
import { visibleText } from "../../lib/visible-text.ts";
import type { MarkKind } from "./evidence-marks.ts";
import classes from "./log-view.module.css";

interface Props {
  n: number;
  totalLines: number;
  /** Undefined while it is not loaded. */
  line: StoredLine | undefined;
  mark: MarkKind | undefined;
  /** Why the range of evidence counts that begins here. */
  reason: string | undefined;
  isSelected: boolean;
  searched: string;
  showsTimes: boolean;
  onSelect: (n: number, extend: boolean) => void;
}

/** One line of a log: its number, which is a link to it, and its text. */
export const LogRow = memo(function LogRow(props: Props) {
  const { n, totalLines, line, mark, reason, isSelected, onSelect } = props;
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    onSelect(n, event.shiftKey);
  };
  return (
    <li
      className={classes.row}
      value={n}
      aria-posinset={n}
      aria-setsize={totalLines}
      aria-current={isSelected || undefined}
      data-mark={mark}
    >
      <span className={classes.number} style={{ width: `${formatNumber(totalLines).length}ch` }}>
        <a href={`?line=${n}`} tabIndex={-1} onClick={onClick}>
          {formatNumber(n)}
        </a>
      </span>
      {line && <LineText line={line} searched={props.searched} showsTimes={props.showsTimes} />}
      {reason !== undefined && (
        <span className={classes.reason}>
          {mark === "main" ? "Proves it" : "Also"}: {visibleText(reason)}
        </span>
      )}
    </li>
  );
});

interface LineTextProps {
  line: StoredLine;
  searched: string;
  showsTimes: boolean;
}

function LineText({ line, searched, showsTimes }: LineTextProps) {
  const { stamp, text } = splitStamp(line.text);
  return (
    <code className={classes.text} data-tone={toneOf(text)}>
      {showsTimes && stamp !== "" && (
        <span className={classes.stamp}>
          <StyledParts parts={styledText(stamp)} searched={searched} />
        </span>
      )}
      <StyledParts parts={styledText(text)} searched={searched} />
      {line.cut !== undefined && (
        <span className={classes.cut}> … {formatCount(line.cut, "character", "characters")} more</span>
      )}
    </code>
  );
}
