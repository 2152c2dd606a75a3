import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createGunzip, createGzip } from "node:zlib";
import { NotFoundError } from "@pipewright/contract/errors";
import mongoose from "mongoose";
import { createRedactor } from "./redact-secrets.ts";
import { createLineSplitter } from "./split-lines.ts";

const BUCKET = "logs";
/** Characters masked at once; the event loop gets its turn between two pieces. */
const PIECE_CHARACTERS = 64 * 1024;
/** A line is not cut for masking until it is this long. Characters. */
const LINE_MAX_CHARACTERS = 1024 * 1024;

export interface KeptLog {
  fileId: string;
  /** Bytes kept, before compression. */
  bytes: number;
  lines: number;
  /** Bytes left out of the middle because the log was longer than the limit. */
  droppedBytes: number;
}

export interface LogStore {
  /** Masks secrets, compresses, stores; durable when it resolves. */
  put(text: string): Promise<KeptLog>;
  /** The text as it was stored, in UTF-8. @throws NotFoundError */
  openText(fileId: string): Promise<Readable>;
  remove(fileId: string): Promise<void>;
}

/** Logs in GridFS, compressed and without secrets. A log longer than `maxBytes` keeps its head and its tail. */
export function createLogStore(db: mongoose.mongo.Db, { maxBytes }: { maxBytes: number }): LogStore {
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET });
  return {
    async put(text) {
      const { kept, droppedBytes } = cutMiddle(text, maxBytes);
      let bytes = 0;
      let lines = 0;
      const splitter = createLineSplitter(() => {
        lines += 1;
      });
      async function* redacted(): AsyncGenerator<Buffer> {
        const redact = createRedactor();
        for (const piece of wholeLines(kept)) {
          const masked = Buffer.from(redact(piece), "utf8");
          bytes += masked.length;
          splitter.push(piece);
          yield masked;
          await nextTurn();
        }
      }
      const file = bucket.openUploadStream("log.gz", { metadata: { droppedBytes } });
      await pipeline(Readable.from(redacted()), createGzip({ level: 3 }), file);
      splitter.end();
      return { fileId: file.id.toHexString(), bytes, lines, droppedBytes };
    },

    async openText(fileId) {
      if (!mongoose.isValidObjectId(fileId)) throw new NotFoundError("There is no such log.");
      const _id = new mongoose.Types.ObjectId(fileId);
      if ((await bucket.find({ _id }).toArray()).length === 0) throw new NotFoundError("The log is no longer stored.");
      const text = createGunzip();
      bucket
        .openDownloadStream(_id)
        .on("error", (error) => text.destroy(error))
        .pipe(text);
      return text;
    },

    async remove(fileId) {
      await bucket.delete(new mongoose.Types.ObjectId(fileId));
    },
  };
}

/** Keeps half of the limit from each end, cut at line ends, with one line between that says what is missing. */
function cutMiddle(text: string, maxBytes: number): { kept: string; droppedBytes: number } {
  const total = Buffer.byteLength(text);
  if (total <= maxBytes) return { kept: text, droppedBytes: 0 };
  const half = Math.floor(maxBytes / 2);
  // Counted in characters, of which each is at least a byte: never more than the limit when all are ASCII.
  const head = text.slice(0, text.lastIndexOf("\n", half) + 1 || half);
  const tailStart = text.indexOf("\n", text.length - half) + 1 || text.length - half;
  const tail = text.slice(tailStart);
  const droppedBytes = total - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return { kept: `${head}[pipewright: ${droppedBytes} bytes of the log were left out here]\n${tail}`, droppedBytes };
}

/** Pieces that end at a line's end, unless a line is very long. */
function* wholeLines(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const lineEnd = text.indexOf("\n", Math.min(start + PIECE_CHARACTERS, text.length));
    const end = lineEnd === -1 ? text.length : lineEnd + 1;
    const stop = Math.min(end, start + LINE_MAX_CHARACTERS);
    yield text.slice(start, stop);
    start = stop;
  }
}
