/** Longest line that is kept; the rest of a longer one is dropped as it is read. Characters. */
export const MAX_LINE_CHARACTERS = 2000;

export interface LineSplitter {
  /** Takes the next piece of text and hands every line that it ends to `onLine`. */
  push(chunk: string): void;
  /** Hands over a last line that no line end closes. */
  end(): void;
}

/**
 * Cuts text that comes in pieces into lines. A line ends at LF, CR LF or a lone CR (as in Java's and .NET's readLine and
 * Python's universal newlines), so each frame of a progress bar is a line of its own. Holds one cut line at most.
 */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let partial = "";
  let hasPartial = false;
  let endedWithCarriageReturn = false;

  function take(piece: string): void {
    hasPartial = true;
    if (partial.length < MAX_LINE_CHARACTERS) partial += piece.slice(0, MAX_LINE_CHARACTERS - partial.length);
  }

  function emit(): void {
    const line = partial;
    partial = "";
    hasPartial = false;
    onLine(line);
  }

  return {
    push(chunk) {
      let start = endedWithCarriageReturn && chunk.startsWith("\n") ? 1 : 0;
      if (chunk.length > 0) endedWithCarriageReturn = chunk.endsWith("\r");
      let nextCarriageReturn = chunk.indexOf("\r", start);
      let nextLineFeed = chunk.indexOf("\n", start);
      while (nextLineFeed !== -1 || nextCarriageReturn !== -1) {
        const atCarriageReturn =
          nextLineFeed === -1 || (nextCarriageReturn !== -1 && nextCarriageReturn < nextLineFeed);
        const end = atCarriageReturn ? nextCarriageReturn : nextLineFeed;
        take(chunk.slice(start, Math.min(end, start + MAX_LINE_CHARACTERS)));
        emit();
        start = end + 1;
        if (atCarriageReturn && nextLineFeed === start) start += 1;
        if (nextCarriageReturn !== -1 && nextCarriageReturn < start) nextCarriageReturn = chunk.indexOf("\r", start);
        if (nextLineFeed !== -1 && nextLineFeed < start) nextLineFeed = chunk.indexOf("\n", start);
      }
      if (start < chunk.length) take(chunk.slice(start, start + MAX_LINE_CHARACTERS));
    },
    end() {
      if (hasPartial) emit();
    },
  };
}
