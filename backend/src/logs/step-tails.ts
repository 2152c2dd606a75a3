import type { LogLine } from "@pipewright/contract/reduced-log";

/** Of a job in which more steps fail, the tails of so many are held. */
const MAX_STEPS = 64;

/** What steps said last before they gave up. */
export interface StepTails {
  /** A step told a non-zero exit code. `read` is called when its tail is wanted. */
  exited(section: number, read: () => LogLine[]): void;
  /** A line bears an error mark. */
  marked(read: () => LogLine[]): void;
  /** The tail of this step, else of the first that told an exit code, else before the first error mark; empty when nothing failed. */
  of(section: number | undefined): LogLine[];
}

export function createStepTails(): StepTails {
  const bySection = new Map<number, LogLine[]>();
  let first: LogLine[] = [];
  return {
    exited(section, read) {
      if (bySection.has(section) || bySection.size === MAX_STEPS) return;
      const tail = read();
      if (bySection.size === 0) first = tail;
      bySection.set(section, tail);
    },
    marked(read) {
      if (first.length === 0) first = read();
    },
    of: (section) => (section === undefined ? undefined : bySection.get(section)) ?? first,
  };
}
