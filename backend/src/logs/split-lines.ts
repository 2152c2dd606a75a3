export interface LineSplitter {
  /** Takes the next piece of text and hands every line that it ends to `onLine`. */
  push(chunk: string): void;
  /** Hands over a last line that no line end closes. */
  end(): void;
}

/** Takes a line, cut at the limit, and how many characters the whole line has. */
export type OnLine = (line: string, length: number) => void;

/**
 * Cuts text that comes in pieces into lines. A line ends at LF, CR LF or a lone CR (as in Java's and .NET's readLine and
 * Python's universal newlines), so each frame of a progress bar is a line of its own. The rest of a line that is longer than
 * `maxCharacters` is dropped as it is read; no more than one such line is held.
 */
export function createLineSplitter(onLine: OnLine, maxCharacters: number): LineSplitter {
  let partial = "";
  let length = 0;
  let hasPartial = false;
  let endedWithCarriageReturn = false;

  function take(chunk: string, start: number, end: number): void {
    hasPartial = true;
    length += end - start;
    const room = maxCharacters - partial.length;
    if (room > 0) partial += chunk.slice(start, Math.min(end, start + room));
  }

  function emit(): void {
    const line = partial;
    const whole = length;
    partial = "";
    length = 0;
    hasPartial = false;
    onLine(line, whole);
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
        take(chunk, start, end);
        emit();
        start = end + 1;
        if (atCarriageReturn && nextLineFeed === start) start += 1;
        if (nextCarriageReturn !== -1 && nextCarriageReturn < start) nextCarriageReturn = chunk.indexOf("\r", start);
        if (nextLineFeed !== -1 && nextLineFeed < start) nextLineFeed = chunk.indexOf("\n", start);
      }
      if (start < chunk.length) take(chunk, start, chunk.length);
    },
    end() {
      if (hasPartial) emit();
    },
  };
}
