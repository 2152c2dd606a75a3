const PIECE_BYTES = 1024 * 1024;
const LINE_MEBIBYTES = 64;
const BINARY_MEBIBYTES = 64;
const FRAMES = 3_000_000;
const ERRORS = 2_000_000;
const PER_PIECE = 10_000;
const LAST_LINES = "Error: the disk is not there\n##[error]Process completed with exit code 1.\n";

export interface HostileLog {
  name: string;
  pieces(): Generator<Buffer>;
}

/** Logs that no tool means to write, and that some do. */
export function hostileLogs(): HostileLog[] {
  return [
    {
      name: `one line of ${LINE_MEBIBYTES} MiB`,
      pieces: () => repeated(Buffer.alloc(PIECE_BYTES, "x"), LINE_MEBIBYTES),
    },
    {
      name: `one line of ${LINE_MEBIBYTES} MiB that says error all along`,
      pieces: () => repeated(Buffer.alloc(PIECE_BYTES, "error: "), LINE_MEBIBYTES),
    },
    { name: `${BINARY_MEBIBYTES} MiB of NUL`, pieces: () => repeated(Buffer.alloc(PIECE_BYTES), BINARY_MEBIBYTES) },
    { name: `${BINARY_MEBIBYTES} MiB that are no UTF-8`, pieces: () => repeated(noise(), BINARY_MEBIBYTES) },
    {
      name: "3 million frames of a progress bar",
      pieces: () => numbered(FRAMES, (n) => `\u001b[2K\rfetching ${n} of ${FRAMES} [${"=".repeat(n % 40)}]\r`),
    },
    { name: "2 million error lines", pieces: () => numbered(ERRORS, (n) => `error: step ${n} failed\n`) },
    {
      name: "2 million error lines, all alike",
      pieces: () => numbered(ERRORS, () => "java.lang.IllegalStateException: no\n"),
    },
    {
      name: "1 million lines of one stack trace",
      pieces: () =>
        numbered(ERRORS / 2, (n) =>
          n === 0 ? 'Exception in thread "main" java.lang.Error: deep\n' : `\tat a.B.c(B.java:${n})\n`,
        ),
    },
  ];
}

function* repeated(piece: Buffer, times: number): Generator<Buffer> {
  for (let index = 0; index < times; index += 1) yield piece;
  yield Buffer.from(`\n${LAST_LINES}`);
}

function* numbered(count: number, lineOf: (n: number) => string): Generator<Buffer> {
  for (let from = 0; from < count; from += PER_PIECE) {
    yield Buffer.from(Array.from({ length: PER_PIECE }, (_, index) => lineOf(from + index)).join(""));
  }
  yield Buffer.from(LAST_LINES);
}

/** Every byte from 0x80 on, line ends between. */
function noise(): Buffer {
  return Buffer.from(
    Uint8Array.from({ length: PIECE_BYTES }, (_, index) => (index % 97 === 0 ? 0x0a : 0x80 + (index % 127))),
  );
}
