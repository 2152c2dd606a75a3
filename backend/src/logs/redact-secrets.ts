import { ANSI } from "./clean-line.ts";
import { createKubernetesMasker } from "./kubernetes-secrets.ts";
import { findSign, maskLine } from "./mask-line.ts";

const ESCAPE = "\u001b";
const KEY_BEGIN = "-----BEGIN ";
const PRIVATE_KEY_BEGIN = /-----BEGIN [A-Z0-9 _-]{0,100}PRIVATE KEY(?: BLOCK)?-----/;
const PRIVATE_KEY_END = /-----END [A-Z0-9 _-]{0,100}PRIVATE KEY(?: BLOCK)?-----/;
/** What the body of a key looks like behind whatever a CI system puts before a line. */
const PRIVATE_KEY_BODY =
  /[A-Za-z0-9+/=]{16,}\s*$|(?:Proc-Type|DEK-Info|Comment|Version): |^(?:\S{20,40}Z )?\s*[A-Za-z0-9+/=]*\s*$/;
/** A key that never ends is no key: more lines than the longest real one are not masked. */
const PRIVATE_KEY_MAX_LINES = 200;
const PRIVATE_KEY_MASK = "[redacted:private-key]";

/** A private key of which some lines have come. */
interface OpenKey {
  lines: number;
  /** What stood before its first line: the same stands before the others, but for digits. */
  prefix: string;
}

/**
 * A function that masks secrets as `[redacted:<kind>]`. It keeps the number of lines, and remembers across calls that it is inside of a
 * private key, so that a log can be given to it piece by piece; pieces have to end at line ends.
 */
export function createRedactor(): (text: string) => string {
  let key: OpenKey | undefined;
  const kubernetes = createKubernetesMasker();

  function redactLine(line: string): string {
    const plain = line.includes(ESCAPE) ? line.replace(ANSI, "") : line;
    const masked = key === undefined ? redactPlain(kubernetes.mask(plain)) : redactKeyLine(plain, key);
    return masked === plain ? line : masked;
  }

  function redactKeyLine(line: string, open: OpenKey): string {
    const isEnd = PRIVATE_KEY_END.test(line);
    const body = withoutPrefix(line, open.prefix);
    const isBody = open.lines <= PRIVATE_KEY_MAX_LINES && PRIVATE_KEY_BODY.test(body);
    key = isEnd || !isBody ? undefined : { ...open, lines: open.lines + 1 };
    if (!isEnd && !isBody) return redactPlain(line);
    return body.trim() === "" ? line : line.slice(0, line.length - body.length) + PRIVATE_KEY_MASK;
  }

  function redactPlain(line: string): string {
    if (!line.includes(KEY_BEGIN)) return maskLine(line);
    const masked = maskInlineKeys(line);
    const begin = PRIVATE_KEY_BEGIN.exec(masked);
    if (begin === null) return maskLine(masked);
    key = { lines: 1, prefix: masked.slice(0, begin.index) };
    return maskLine(key.prefix) + PRIVATE_KEY_MASK;
  }

  return (text) => {
    let masked = "";
    let done = 0;
    for (let at = 0; at < text.length; ) {
      const sign = key === undefined && !kubernetes.isOpen() ? findSign(text, at) : at;
      if (sign === -1) break;
      const start = Math.max(at, findLineStart(text, sign));
      const end = findLineEnd(text, sign);
      masked += text.slice(done, start) + redactLine(text.slice(start, end));
      done = end;
      at = end + 1;
    }
    return masked + text.slice(done);
  };
}

function findLineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function findLineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
  return end;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Masks keys that stand on one line, their line ends written as `\n`. */
function maskInlineKeys(line: string): string {
  let masked = "";
  let rest = line;
  for (;;) {
    const begin = PRIVATE_KEY_BEGIN.exec(rest);
    const end = begin && PRIVATE_KEY_END.exec(rest.slice(begin.index));
    if (!begin || !end) return masked + rest;
    masked += rest.slice(0, begin.index) + PRIVATE_KEY_MASK;
    rest = rest.slice(begin.index + end.index + end[0].length);
  }
}

/** The line behind what CI puts before each line, where that is as long as before the key's first line. */
function withoutPrefix(line: string, prefix: string): string {
  const begin = line.slice(0, prefix.length);
  return shapeOf(begin) === shapeOf(prefix) ? line.slice(prefix.length) : line;
}

function shapeOf(text: string): string {
  return text.replace(/\d/g, "0");
}
