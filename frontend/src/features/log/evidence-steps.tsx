import { Button } from "@mantine/core";
import { KeyHint } from "../../components/key-hint.tsx";
import { formatNumber } from "../../lib/format-number.ts";
import { useKey } from "../../lib/use-key.ts";
import { visibleText } from "../../lib/visible-text.ts";
import type { EvidenceMarks, MarkedRange } from "./evidence-marks.ts";
import classes from "./log-view.module.css";

interface Props {
  marks: EvidenceMarks;
  /** The line that a person is at. */
  here: () => number;
  /** The line that the address points to, if any. */
  selected: number | undefined;
  onShow: (range: MarkedRange) => void;
}

/** From one range of evidence to the next, around the ends. */
export function EvidenceSteps({ marks: { ranges }, here, selected, onShow }: Props) {
  const step = (next: MarkedRange | undefined): void => {
    if (next) onShow(next);
  };
  const showNext = (): void => step(ranges.find(({ first }) => first > here()) ?? ranges[0]);
  const showPrevious = (): void => step(ranges.findLast(({ first }) => first < here()) ?? ranges.at(-1));
  useKey("n", showNext);
  useKey("p", showPrevious);

  if (ranges.length === 0) return <p className={classes.note}>No line of this log is evidence</p>;
  const current = ranges.find(({ first, last }) => selected !== undefined && selected >= first && selected <= last);
  return (
    <section className={classes.steps} aria-label="Evidence">
      <Button aria-keyshortcuts="n" title="Next evidence (n)" rightSection={<KeyHint>n</KeyHint>} onClick={showNext}>
        {current ? `Evidence ${current.place} of ${ranges.length}` : "Show evidence"}
      </Button>
      {ranges.length > 1 && (
        <Button
          aria-keyshortcuts="p"
          title="Previous evidence (p)"
          rightSection={<KeyHint>p</KeyHint>}
          onClick={showPrevious}
        >
          Previous
        </Button>
      )}
      {current && (
        <p className={classes.why}>
          {lineWords(current)}: {visibleText(current.reason)}
        </p>
      )}
    </section>
  );
}

function lineWords({ first, last }: MarkedRange): string {
  return first === last ? `Line ${formatNumber(first)}` : `Lines ${formatNumber(first)} to ${formatNumber(last)}`;
}
