import { createLineSplitter } from "./split-lines.ts";

export interface NumberedLine {
  /** 1-based. */
  n: number;
  text: string;
  /** Characters of the whole line; `text` is shorter where it was cut. */
  length: number;
}

/** The lines of a text that begins with line `first`, in batches as they come; each cut at `maxCharacters`. */
export async function* numberLines(
  text: AsyncIterable<Uint8Array>,
  first: number,
  maxCharacters: number,
): AsyncGenerator<NumberedLine[]> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let batch: NumberedLine[] = [];
  let n = first;
  const splitter = createLineSplitter((line, length) => {
    batch.push({ n, text: line, length });
    n += 1;
  }, maxCharacters);
  for await (const chunk of text) {
    splitter.push(decoder.decode(chunk, { stream: true }));
    yield batch;
    batch = [];
  }
  splitter.push(decoder.decode());
  splitter.end();
  yield batch;
}
