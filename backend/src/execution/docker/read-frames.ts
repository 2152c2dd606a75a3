export interface OutputFrame {
  stream: "stdout" | "stderr";
  data: Buffer;
}

const HEADER_BYTES = 8;
const LENGTH_OFFSET = 4;
const STDERR = 2;

/**
 * Takes the engine's output stream apart: https://docs.docker.com/reference/api/engine/ ("Attach to a container", stream format).
 * Not with dockerode's demuxStream, which recurses once for each frame, so that many small writes overflow the stack.
 */
export async function* readFrames(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<OutputFrame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let start = 0;
    while (rest.length - start >= HEADER_BYTES) {
      const end = start + HEADER_BYTES + rest.readUInt32BE(start + LENGTH_OFFSET);
      if (end > rest.length) break;
      yield {
        stream: rest[start] === STDERR ? "stderr" : "stdout",
        data: rest.subarray(start + HEADER_BYTES, end),
      };
      start = end;
    }
    rest = rest.subarray(start);
  }
}
