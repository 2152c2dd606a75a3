/** A log that a person gave as a file, as text. */
export interface LogFile {
  name: string;
  text: string;
  lines: number;
}

export type ReadLog = { log: LogFile } | { problem: string };

/** What the server keeps whole unless it is told otherwise. */
export const LOG_MAX_BYTES = 64 * 1024 * 1024;

/** Reads a log, also a gzipped one. What cannot be read as a log comes back as words that say what to do. */
export async function readLogFile(file: File): Promise<ReadLog> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (startsWith(head, ZIP)) return { problem: `${file.name} is an archive. Unpack it, and give the log of one job.` };
  try {
    const bytes = startsWith(head, GZIP) ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
    return logOf(file.name, await readText(bytes, encodingOf(head)));
  } catch {
    return { problem: `${file.name} cannot be read: it is damaged, or was moved while it was read.` };
  }
}

function logOf(name: string, text: string | undefined): ReadLog {
  if (text === undefined) return { problem: `${name} is larger than 64 MiB. Give its end, or send it by the API.` };
  if (text.trim() === "") return { problem: `${name} is empty.` };
  if (text.includes("\u0000")) return { problem: `${name} is not text. Give the log as the pipeline printed it.` };
  return { log: { name, text, lines: text.replace(/\n$/, "").split("\n").length } };
}

/** Undefined when it is too long. */
async function readText(bytes: ReadableStream<BufferSource>, encoding: string): Promise<string | undefined> {
  const reader = bytes.pipeThrough(new TextDecoderStream(encoding)).getReader();
  const pieces: string[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pieces.join("");
    pieces.push(value);
    length += value.length;
    if (length <= LOG_MAX_BYTES) continue;
    await reader.cancel();
    return undefined;
  }
}

const HEAD_BYTES = 4;
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** What PowerShell puts before the text that it redirects to a file. */
const UTF16_MARK = [0xff, 0xfe];

function encodingOf(head: Uint8Array): string {
  return startsWith(head, UTF16_MARK) ? "utf-16le" : "utf-8";
}

function startsWith(head: Uint8Array, mark: number[]): boolean {
  return mark.every((byte, index) => head[index] === byte);
}
