/**
 * One form in which programs state an error: how its first line reads and which of the lines after it belong to it.
 * Patterns are anchored or start from a literal and hold no nested repetition, so each line costs linear time.
 */
export interface Shape {
  /** Unique, e.g. `python-traceback`; becomes the candidate's `shape`. */
  id: string;
  /** A few words for a person: why these lines count. */
  reason: string;
  /**
   * `cause`: says what is wrong. `summary`: lists or repeats what failed. `consequence`: says that something failed
   * because of what was said before. `noise`: cleaning up, or an error after the error.
   */
  role: "cause" | "summary" | "consequence" | "noise";
  /** 0..1: how surely a line of this form tells why the job failed. */
  weight: number;
  /** Begins with `^` and something cheap, unless `needs` is given. */
  start: RegExp;
  /** Literals of which every first line holds at least one: they spare most lines the costlier patterns. */
  needs?: readonly string[];
  unless?: RegExp;
  /** A line that belongs to the block. Absent: the first line only. */
  continues?: RegExp;
  /** How many lines that do not belong may lie between two that do. */
  gap?: number;
  /** A line that ends the block and does not belong to it. */
  stop?: RegExp;
  /** A line that begins a part of the block, and how many parts are worth having: the next one ends it. */
  parts?: { start: RegExp; most: number };
  /** A line that ends the block and belongs to it. */
  last?: RegExp;
  /** Lines just before the first one that belong to the block, read backwards while they match. */
  before?: RegExp;
  /** Blocks that were found among the lines before are a part of this one. */
  absorbs?: boolean;
  /** A block in which no line but the first matches this is not one. */
  confirm?: RegExp;
  /** It repeats all that led to it, so it stays the evidence even where an earlier block said the same. */
  tellsAll?: boolean;
  /** The machine gave out: a tool that reports success afterwards does not take it back. */
  machine?: boolean;
  /** Programs also print it and go on: where an error of this weight or more follows after other output, that one is likelier. */
  survivedBy?: number;
  /** Blocks of this shape that are at most so many lines apart are one. Default 1. */
  mergeWithin?: number;
}

/** Literals for `needs`: each of these with the first digit of a line number after it. */
export function beforeLineNumber(...places: string[]): string[] {
  return places.flatMap((place) => Array.from({ length: 10 }, (_, digit) => `${place}${digit}`));
}

/** An indented or empty line: most multi-line messages go on with these. */
export const INDENTED = /^(?:\s|$)/;
/** A test runner's own line: what was printed before it has ended. */
export const TEST_LINE =
  /^\s{0,8}(?:[✓✔√✖✗×✕●○⨯▶❯] |(?:PASS|FAIL|RUNS|Running|Testing) |\d{1,5}\) |\d+ (?:passing|failing|pending)\b|ok \d|not ok \d)/;
/** Frames and joints of a JVM stack trace, with or without Maven's `[ERROR]` before them. */
export const JVM_FRAME =
  /^(?:\[ERROR\] )?\s*(?:at [\w$.<>/@ -]{1,300} ?\(|\.\.\. \d+ (?:more|common frames)|Caused by:|Caused: |Also:|Suppressed:|Wrapped by:)/;
