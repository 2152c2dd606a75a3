/** The output of one run as far as it is known: `text` starts at character `start` of the whole. */
export interface OutputBuffer {
  start: number;
  text: string;
}

export const EMPTY_OUTPUT: OutputBuffer = { start: 0, text: "" };

const KEPT_CHARACTERS = 200_000;

/**
 * Adds a chunk that follows `offset` characters. After a gap the buffer starts anew; a chunk from before the end is
 * from a run that began again, and takes the place of what it had written.
 */
export function appendOutput(buffer: OutputBuffer, chunk: { offset: number; text: string }): OutputBuffer {
  const end = buffer.start + buffer.text.length;
  const continues = chunk.offset >= buffer.start && chunk.offset <= end;
  if (!continues) return trimmed({ start: chunk.offset, text: chunk.text });
  return trimmed({ start: buffer.start, text: buffer.text.slice(0, chunk.offset - buffer.start) + chunk.text });
}

/** Keeps the end, cut at the start of a line. */
function trimmed(buffer: OutputBuffer): OutputBuffer {
  const excess = buffer.text.length - KEPT_CHARACTERS;
  if (excess <= 0) return buffer;
  const newline = buffer.text.indexOf("\n", excess);
  const cut = newline === -1 ? excess : newline + 1;
  return { start: buffer.start + cut, text: buffer.text.slice(cut) };
}
