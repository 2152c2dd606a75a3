import { promisify } from "node:util";
import { gzip as gzipWithCallback } from "node:zlib";
import type { LogIndex } from "./log-index.ts";
import { createLineSplitter } from "./split-lines.ts";

const gzip = promisify(gzipWithCallback);

/** Text packed together: unpacking so much takes about a millisecond, and less would pack worse. Characters. */
const MEMBER_CHARACTERS = 256 * 1024;
const LEVEL = 3;

export interface LogPacker {
  /** Packs the pieces of a text, of which each ends at a line's end or inside of a long line. Gives gzip members: put together they are one gzip file. */
  pack(pieces: AsyncIterable<string>): AsyncGenerator<Buffer>;
  /** What was packed so far. `bytes` counts the text. */
  packed(): { bytes: number; lines: number; index: LogIndex };
}

/** Packs a log so that it can be entered in the middle. Compresses on the thread pool. */
export function createLogPacker(): LogPacker {
  const index: LogIndex = { lines: [], offsets: [] };
  let bytes = 0;
  let lines = 0;
  let offset = 0;
  const counter = createLineSplitter(() => {
    lines += 1;
  }, 0);

  async function packMember(text: string): Promise<Buffer> {
    const plain = Buffer.from(text, "utf8");
    const member = await gzip(plain, { level: LEVEL });
    bytes += plain.length;
    offset += member.length;
    return member;
  }

  return {
    async *pack(pieces) {
      let text = "";
      let isAtLineStart = true;
      for await (const piece of pieces) {
        if (text === "" && isAtLineStart) {
          index.lines.push(lines + 1);
          index.offsets.push(offset);
        }
        text += piece;
        counter.push(piece);
        isAtLineStart = piece.endsWith("\n") || piece.endsWith("\r");
        if (text.length < MEMBER_CHARACTERS) continue;
        yield await packMember(text);
        text = "";
      }
      counter.end();
      yield await packMember(text);
    },
    packed: () => ({ bytes, lines, index }),
  };
}
