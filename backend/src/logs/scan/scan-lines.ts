import type { Automaton } from "./build-automaton.ts";

/** Longest line that is looked at; the rest of a longer one is dropped as it is read. Bytes, and characters. */
const MAX_LINE_BYTES = 8000;
export const MAX_LINE_CHARACTERS = 2000;
/** Lines that can be looked back at. */
export const HISTORY_LINES = 80;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const HYPHEN = 0x2d;
const FULL_STOP = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const CAPITAL_T = 0x54;
const CAPITAL_Z = 0x5a;
const TIMESTAMP_BYTES = 28;
const FRACTION_DIGITS = 7;
const MOST_FINDS = 24;

export interface NumberedText {
  /** 1-based. */
  n: number;
  text: string;
}

/** The line that was just read. */
export interface ScannedLine {
  readonly n: number;
  /** How often the automaton found something in it. */
  readonly finds: number;
  /** As text, at most `MAX_LINE_CHARACTERS` of it; what is no UTF-8 becomes replacement characters. */
  text(): string;
  /** True when its bytes begin with these. */
  startsWith(prefix: Uint8Array): boolean;
}

export interface LineScanner {
  /** Takes the next piece; it may end anywhere, and must not be changed afterwards. */
  push(chunk: Uint8Array): void;
  /** Hands over a last line that no line end closes. Returns the number of lines. */
  end(): number;
  /** The last lines read, the newest first, at most `HISTORY_LINES`. Each is decoded when it is asked for. */
  backwards(): Iterable<NumberedText>;
}

/**
 * Cuts bytes into lines and searches them in the same pass; a line feed in a literal stands for the end of a line. A line ends at LF, CR LF or a lone CR (as in Java's and .NET's readLine
 * and Python's universal newlines), so each frame of a progress bar is a line of its own. Memory is bounded by the pieces that the
 * last `HISTORY_LINES` lines lie in; long lines are kept as copies of their beginning.
 */
export function createLineScanner(automaton: Automaton, onLine: (line: ScannedLine) => void): LineScanner {
  const { classOf, next, firstAccepting } = automaton;
  const history = createHistory();
  const lineFeedClass = classOf[LINE_FEED] ?? 0;
  let state = 0;
  let n = 0;
  let finds = 0;
  let carry: Uint8Array = new Uint8Array(0);
  let endedWithCarriageReturn = false;

  const line: ScannedLine & { n: number; finds: number } = {
    n: 0,
    finds: 0,
    text: () => history.text(n),
    startsWith: (prefix) => history.startsWith(n, prefix),
  };

  function endLine(chunk: Uint8Array, start: number, end: number, found: number): void {
    n += 1;
    if (carry.length > 0) {
      const joined = join(carry, chunk, start, end);
      carry = new Uint8Array(0);
      history.add(n, joined, 0, joined.length);
    } else if (end - start > MAX_LINE_BYTES) {
      history.add(n, chunk.slice(start, start + MAX_LINE_BYTES), 0, MAX_LINE_BYTES);
    } else {
      history.add(n, chunk, start, end);
    }
    line.n = n;
    line.finds = found;
    onLine(line);
  }

  return {
    push(chunk) {
      const length = chunk.length;
      let start = 0;
      let index = 0;
      if (endedWithCarriageReturn && chunk[0] === LINE_FEED) {
        index = 1;
        start = 1;
      }
      if (length > 0) endedWithCarriageReturn = chunk[length - 1] === CARRIAGE_RETURN;
      // Local while the loop runs: what a closure shares is read and written in memory at each byte.
      let at = state;
      let found = finds;
      for (; index < length; index += 1) {
        const byte = chunk[index] as number;
        if (byte <= CARRIAGE_RETURN && (byte === LINE_FEED || byte === CARRIAGE_RETURN)) {
          const last = chunk[index - 1];
          // Cleaning takes spaces off the end, so what is found before a line end may stand before those.
          if ((next[at + lineFeedClass] as number) >= firstAccepting || last === SPACE || last === TAB) found += 1;
          endLine(chunk, start, index, found);
          at = 0;
          found = 0;
          if (byte === CARRIAGE_RETURN && chunk[index + 1] === LINE_FEED) index += 1;
          start = index + 1;
          if (hasTimestamp(chunk, start)) index += TIMESTAMP_BYTES;
          continue;
        }
        at = next[at + (classOf[byte] as number)] as number;
        if (at >= firstAccepting && found < MOST_FINDS) found += 1;
      }
      state = at;
      finds = found;
      if (start < length) carry = join(carry, chunk, start, length);
    },
    end() {
      if (carry.length > 0) endLine(carry, 0, 0, finds);
      return n;
    },
    *backwards() {
      for (let at = n; at > Math.max(0, n - HISTORY_LINES); at -= 1) yield { n: at, text: history.text(at) };
    },
  };
}

/**
 * Whether a line begins as `2026-05-14T10:00:00.0070000Z `: nothing is to be found in that, and it is a third of many logs. All that
 * is not a digit is looked at, so that lines which end within these bytes are not taken for one.
 */
function hasTimestamp(chunk: Uint8Array, start: number): boolean {
  return (
    chunk[start + 28] === SPACE &&
    chunk[start + 27] === CAPITAL_Z &&
    chunk[start + 19] === FULL_STOP &&
    chunk[start + 16] === COLON &&
    chunk[start + 13] === COLON &&
    chunk[start + 10] === CAPITAL_T &&
    chunk[start + 7] === HYPHEN &&
    chunk[start + 4] === HYPHEN &&
    isFraction(chunk, start + 20)
  );
}

function isFraction(chunk: Uint8Array, from: number): boolean {
  for (let at = from; at < from + FRACTION_DIGITS; at += 1) if ((chunk[at] as number) < ZERO) return false;
  return true;
}

/** The beginning of a line that lies in two pieces, as a copy. */
function join(carry: Uint8Array, chunk: Uint8Array, start: number, end: number): Uint8Array {
  const more = Math.max(0, Math.min(end - start, MAX_LINE_BYTES - carry.length));
  const joined = new Uint8Array(carry.length + more);
  joined.set(carry);
  joined.set(chunk.subarray(start, start + more), carry.length);
  return joined;
}

/** Where the last lines lie. */
function createHistory() {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const pieces: Uint8Array[] = [];
  const starts = new Float64Array(HISTORY_LINES + 1);
  const ends = new Float64Array(HISTORY_LINES + 1);
  const slotOf = (n: number): number => n % (HISTORY_LINES + 1);

  function text(n: number): string {
    const slot = slotOf(n);
    return decoder.decode(pieces[slot]?.subarray(starts[slot], ends[slot])).slice(0, MAX_LINE_CHARACTERS);
  }

  return {
    text,
    add(n: number, piece: Uint8Array, start: number, end: number): void {
      const slot = slotOf(n);
      pieces[slot] = piece;
      starts[slot] = start;
      ends[slot] = end;
    },
    startsWith(n: number, prefix: Uint8Array): boolean {
      const slot = slotOf(n);
      const piece = pieces[slot];
      const start = starts[slot] ?? 0;
      if (piece === undefined || (ends[slot] ?? 0) - start < prefix.length) return false;
      for (let index = 0; index < prefix.length; index += 1) if (piece[start + index] !== prefix[index]) return false;
      return true;
    },
  };
}
