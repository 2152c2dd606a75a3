import { numberLines } from "./number-lines.ts";

/** Longer lines are cut where they are read by line. Characters. */
export const SHOWN_LINE_CHARACTERS = 8000;

/** One line of a stored log; `cut` counts the characters that were left off its end. */
export interface StoredLine {
  /** 1-based. */
  n: number;
  text: string;
  cut?: number;
}

/** Lines `from` up to `from + count - 1`, as far as there are so many, of a text that begins with line `first`. Reads no further than it must. */
export async function readLogLines(
  text: AsyncIterable<Uint8Array>,
  { first, from, count }: { first: number; from: number; count: number },
): Promise<StoredLine[]> {
  const lines: StoredLine[] = [];
  for await (const batch of numberLines(text, first, SHOWN_LINE_CHARACTERS)) {
    for (const line of batch) {
      if (line.n >= from + count) return lines;
      if (line.n >= from) lines.push(cutLine(line));
    }
    if (lines.length === count) return lines;
  }
  return lines;
}

function cutLine({ n, text, length }: { n: number; text: string; length: number }): StoredLine {
  return length > text.length ? { n, text, cut: length - text.length } : { n, text };
}
