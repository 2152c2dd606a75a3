import type { Incident } from "@pipewright/contract/incident";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { ErrorFace } from "../../components/error-face.tsx";
import type { LineRange } from "../../lib/line-range.ts";
import { rangeBetween } from "../../lib/line-range.ts";
import { useKey } from "../../lib/use-key.ts";
import { markEvidence } from "./evidence-marks.ts";
import { EvidenceSteps } from "./evidence-steps.tsx";
import { LogHeader } from "./log-header.tsx";
import { LogLines } from "./log-lines.tsx";
import classes from "./log-view.module.css";
import { SearchBox } from "./search-box.tsx";
import { useLinePages } from "./use-line-pages.ts";
import { useLineWindow } from "./use-line-window.ts";
import { useLogAddress } from "./use-log-address.ts";
import { useLogSearch } from "./use-log-search.ts";

interface Props {
  incident: Incident;
  totalLines: number;
}

/** A whole log, of which only what is in view is loaded and drawn. */
export function LogView({ incident, totalLines }: Props) {
  const box = useRef<HTMLElement>(null);
  const address = useLogAddress();
  const selected = within(address.selected, totalLines);
  const { window, showLine, visible } = useLineWindow(box, totalLines);
  const pages = useLinePages(incident.id, window);
  const marks = useMemo(() => markEvidence(incident.diagnosis?.evidence ?? []), [incident.diagnosis]);
  const { select } = address;
  const search = useLogSearch(incident.id, address.searched, (line) => select({ first: line, last: line }));
  /** Steps begin where the address points to while that is in view, otherwise at the top of the view. */
  const here = (): number => {
    const { first, last } = visible();
    return selected && selected.first >= first && selected.first <= last ? selected.first : first - 1;
  };

  const searchFor = (text: string): void => {
    address.search(text);
    if (text !== "") search.step({ text, line: here() - 1, direction: "forward" });
  };

  const anchor = useRef(selected?.first);
  const onSelect = useCallback(
    (n: number, extend: boolean) => {
      if (!extend) anchor.current = n;
      select(rangeBetween(anchor.current ?? n, n));
    },
    [select],
  );

  const shownLine = selected?.first;
  useEffect(() => {
    if (shownLine !== undefined) showLine(shownLine);
  }, [shownLine, showLine]);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  useKey("g", () => showLine(1));
  useKey("G", () => showLine(totalLines));

  return (
    <div className={classes.page}>
      <LogHeader incident={incident} totalLines={totalLines} selected={selected} address={address} />
      <div className={classes.tools}>
        <EvidenceSteps marks={marks} here={here} selected={selected?.first} onShow={select} />
        <SearchBox
          searched={address.searched}
          hits={search.hits}
          isSearching={search.isSearching}
          problem={search.problem}
          selected={selected?.first}
          onSearch={searchFor}
          onStep={(direction) => search.step({ text: address.searched, line: here(), direction })}
          onLeave={() => box.current?.focus()}
        />
      </div>
      {pages.problem != null && <ErrorFace problem={pages.problem} onRetry={pages.retry} />}
      <LogLines
        boxRef={box}
        totalLines={totalLines}
        window={window}
        pages={pages}
        marks={marks}
        selected={selected}
        searched={address.searched}
        showsTimes={address.showsTimes}
        onSelect={onSelect}
      />
    </div>
  );
}

/** What an address points to, as far as the log has such lines. */
function within(range: LineRange | undefined, totalLines: number): LineRange | undefined {
  return range && { first: Math.min(range.first, totalLines), last: Math.min(range.last, totalLines) };
}
