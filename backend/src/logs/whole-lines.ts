/** Characters in a piece, if a line ends soon after; the event loop gets its turn between two pieces. */
const PIECE_CHARACTERS = 64 * 1024;
/** A line is not cut until a piece is this long. Characters. */
const PIECE_MAX_CHARACTERS = 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cuts text into pieces that end at a line's end (LF, CR LF or a lone CR), or inside of a very long line, but never inside of a character. */
export function* wholeLines(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = findCut(text, start);
    yield text.slice(start, end);
    start = end;
  }
}

function findCut(text: string, start: number): number {
  const last = Math.min(start + PIECE_MAX_CHARACTERS, text.length);
  for (let at = start + PIECE_CHARACTERS; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) return at + 1;
    if (code === CARRIAGE_RETURN) return text.charCodeAt(at + 1) === LINE_FEED ? at + 2 : at + 1;
  }
  return isLowSurrogate(text.charCodeAt(last)) ? last + 1 : last;
}

/** The second half of a character beyond the basic plane. False for NaN, which is what stands behind the end of a text. */
function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
