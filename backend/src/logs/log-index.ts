import { z } from "zod";

/** Where a packed log can be entered: its compressed bytes from `offsets[i]` on begin with line `lines[i]`, both ascending. */
export const LogIndex = z.object({ lines: z.array(z.int()), offsets: z.array(z.int()) });
export type LogIndex = z.infer<typeof LogIndex>;

const WITHOUT_INDEX: LogIndex = { lines: [1], offsets: [0] };

/** A part of a packed log that can be unpacked by itself and holds whole lines. */
export interface LogSection {
  /** 1-based. */
  firstLine: number;
  /** Compressed bytes; `end` is exclusive. */
  start: number;
  end: number;
}

/** The sections of a file of so many compressed bytes, in their order. A log that was stored without an index is one section. */
export function sectionsOf({ lines, offsets }: LogIndex = WITHOUT_INDEX, length: number): LogSection[] {
  const starts = offsets.length === 0 ? WITHOUT_INDEX.offsets : offsets;
  return starts.map((start, at) => ({ firstLine: lines[at] ?? 1, start, end: starts[at + 1] ?? length }));
}

/** Position in `sections` of the one that line `n` begins in. */
export function sectionOf(sections: readonly LogSection[], n: number): number {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sections[middle]?.firstLine ?? 1) <= n) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The sections from position `first` to `last` as one; positions beyond the ends are taken for the ends. */
export function mergeSections(sections: readonly LogSection[], first: number, last: number): LogSection {
  const begin = sections[Math.max(0, first)];
  const end = sections[Math.min(last, sections.length - 1)];
  return { firstLine: begin?.firstLine ?? 1, start: begin?.start ?? 0, end: end?.end ?? 0 };
}
