import type { RefObject } from "react";
import type { LineRange } from "../../lib/line-range.ts";
import type { EvidenceMarks } from "./evidence-marks.ts";
import { LogRow } from "./log-row.tsx";
import classes from "./log-view.module.css";
import type { LinePages } from "./use-line-pages.ts";
import type { LineWindow } from "./use-line-window.ts";

interface Props {
  boxRef: RefObject<HTMLElement | null>;
  totalLines: number;
  window: LineWindow;
  pages: LinePages;
  marks: EvidenceMarks;
  selected: LineRange | undefined;
  searched: string;
  showsTimes: boolean;
  onSelect: (n: number, extend: boolean) => void;
}

/** The part of a log that is in view, in an element as high as the whole. */
export function LogLines({
  boxRef,
  totalLines,
  window,
  pages,
  marks,
  selected,
  searched,
  showsTimes,
  onSelect,
}: Props) {
  const numbers = Array.from({ length: Math.max(0, window.last - window.first + 1) }, (_, at) => window.first + at);
  return (
    <section
      ref={boxRef}
      className={classes.box}
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
    >
      <div className={classes.whole} style={{ height: window.height }}>
        <ol className={classes.rows} start={window.first} style={{ transform: `translateY(${window.offset}px)` }}>
          {numbers.map((n) => (
            <LogRow
              key={n}
              n={n}
              totalLines={totalLines}
              line={pages.lineAt(n)}
              mark={marks.kindAt(n)}
              reason={marks.reasonAt(n)}
              isSelected={selected !== undefined && n >= selected.first && n <= selected.last}
              searched={searched}
              showsTimes={showsTimes}
              onSelect={onSelect}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}
