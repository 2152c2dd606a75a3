import { ANSI } from "./clean-line.ts";
import { type LogSection, mergeSections, sectionOf } from "./log-index.ts";
import { numberLines } from "./number-lines.ts";

/** What is looked for in a log. */
export interface LogQuestion {
  /** Plain text; upper and lower case are the same. */
  text: string;
  /** The line to begin with, 1-based; without one, the end to begin with is that of the direction. */
  from?: number | undefined;
  direction: "forward" | "backward";
  /** Most lines to find. */
  limit: number;
}

export interface LogHits {
  /** Numbers of the lines that hold the text, in the order in which they were met. */
  lines: number[];
  /** The line to go on with; null when there is nothing beyond. */
  next: number | null;
}

/** How much of a line is looked at. Characters. */
const SEARCHED_CHARACTERS = 1024 * 1024;
/** Sections opened at once: few enough that the first hit comes soon, enough that opening them costs little. */
const SECTIONS_AT_ONCE = 4;
const ESCAPE = "\u001b";

export type OpenSection = (section: LogSection) => AsyncIterable<Uint8Array>;

/** Searches a log from a line on, as far as it must for so many hits. */
export function searchLog(sections: readonly LogSection[], question: LogQuestion, open: OpenSection): Promise<LogHits> {
  return question.direction === "forward"
    ? searchForward(sections, question, open)
    : searchBackward(sections, question, open);
}

async function searchForward(
  sections: readonly LogSection[],
  { text, from = 1, limit }: LogQuestion,
  open: OpenSection,
): Promise<LogHits> {
  const lines: number[] = [];
  for (let at = sectionOf(sections, from); at < sections.length; at += SECTIONS_AT_ONCE) {
    const section = mergeSections(sections, at, at + SECTIONS_AT_ONCE - 1);
    for await (const n of findLines(open(section), section.firstLine, text)) {
      if (n < from) continue;
      lines.push(n);
      if (lines.length === limit) return { lines, next: n + 1 };
    }
  }
  return { lines, next: null };
}

async function searchBackward(
  sections: readonly LogSection[],
  { text, from = Number.POSITIVE_INFINITY, limit }: LogQuestion,
  open: OpenSection,
): Promise<LogHits> {
  const lines: number[] = [];
  for (let at = sectionOf(sections, from); at >= 0; at -= SECTIONS_AT_ONCE) {
    const section = mergeSections(sections, at - SECTIONS_AT_ONCE + 1, at);
    const found: number[] = [];
    for await (const n of findLines(open(section), section.firstLine, text)) if (n <= from) found.push(n);
    lines.push(...found.slice(-(limit - lines.length)).reverse());
    if (lines.length === limit) return { lines, next: beforeLine(lines.at(-1)) };
  }
  return { lines, next: null };
}

function beforeLine(n = 1): number | null {
  return n > 1 ? n - 1 : null;
}

/** Numbers of the lines that hold `text` in a part of a log that begins with line `first`; colour codes do not part words. */
async function* findLines(log: AsyncIterable<Uint8Array>, first: number, text: string): AsyncGenerator<number> {
  const wanted = text.toLowerCase();
  for await (const batch of numberLines(log, first, SEARCHED_CHARACTERS)) {
    for (const line of batch) if (plainText(line.text).toLowerCase().includes(wanted)) yield line.n;
  }
}

function plainText(line: string): string {
  return line.includes(ESCAPE) ? line.replace(ANSI, "") : line;
}
