import { addAbortSignal, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { NotFoundError } from "@pipewright/contract/errors";
import mongoose from "mongoose";
import { cutMiddle } from "./cut-middle.ts";
import { LogIndex, type LogSection, mergeSections, sectionOf, sectionsOf } from "./log-index.ts";
import { createLogPacker } from "./pack-log.ts";
import { readLogLines, type StoredLine } from "./read-log-lines.ts";
import { createRedactor } from "./redact-secrets.ts";
import { type LogHits, type LogQuestion, searchLog } from "./search-log.ts";
import { wholeLines } from "./whole-lines.ts";

const BUCKET = "logs";
/** Text that is unpacked at once. Bytes. */
const UNPACKED_BYTES = 256 * 1024;

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
  /** At most `count` lines from line `from` on (1-based), without reading what stands before. @throws NotFoundError */
  readLines(fileId: string, range: { from: number; count: number }, signal: AbortSignal): Promise<StoredLine[]>;
  /** The lines that hold a text. @throws NotFoundError */
  search(fileId: string, question: LogQuestion, signal: AbortSignal): Promise<LogHits>;
  remove(fileId: string): Promise<void>;
}

/** Logs in GridFS, compressed and without secrets. A log longer than `maxBytes` keeps its head and its tail. */
export function createLogStore(db: mongoose.mongo.Db, { maxBytes }: { maxBytes: number }): LogStore {
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET });
  const files = db.collection(`${BUCKET}.files`);

  async function find(fileId: string) {
    if (!mongoose.isValidObjectId(fileId)) throw new NotFoundError("There is no such log.");
    const file = await files.findOne({ _id: new mongoose.Types.ObjectId(fileId) });
    if (file === null) throw new NotFoundError("The log is no longer stored.");
    const index = LogIndex.optional().parse(file.metadata?.index);
    return { id: file._id, sections: sectionsOf(index, file.length) };
  }

  function open(id: mongoose.Types.ObjectId, { start, end }: LogSection, signal?: AbortSignal): Readable {
    const text = createGunzip({ chunkSize: UNPACKED_BYTES });
    const packed = bucket.openDownloadStream(id, { start, end });
    packed.on("error", (error) => text.destroy(error));
    text.on("close", () => packed.destroy());
    packed.pipe(text);
    return signal ? addAbortSignal(signal, text) : text;
  }

  return {
    async put(text) {
      const { kept, droppedBytes } = cutMiddle(text, maxBytes);
      const packer = createLogPacker();
      const file = bucket.openUploadStream("log.gz", { metadata: { droppedBytes } });
      await pipeline(Readable.from(packer.pack(maskedPieces(kept))), file);
      const { bytes, lines, index } = packer.packed();
      await files.updateOne({ _id: file.id }, { $set: { "metadata.index": index } });
      return { fileId: file.id.toHexString(), bytes, lines, droppedBytes };
    },

    async openText(fileId) {
      const { id, sections } = await find(fileId);
      return open(id, mergeSections(sections, 0, sections.length - 1));
    },

    async readLines(fileId, { from, count }, signal) {
      const { id, sections } = await find(fileId);
      const last = sectionOf(sections, from + count - 1);
      const section = mergeSections(sections, sectionOf(sections, from), last);
      return readLogLines(open(id, section, signal), { first: section.firstLine, from, count });
    },

    async search(fileId, question, signal) {
      const { id, sections } = await find(fileId);
      return searchLog(sections, question, (section) => open(id, section, signal));
    },

    async remove(fileId) {
      await bucket.delete(new mongoose.Types.ObjectId(fileId));
    },
  };
}

/** The event loop gets its turn after each. */
async function* maskedPieces(text: string): AsyncGenerator<string> {
  const redact = createRedactor();
  for (const piece of wholeLines(text)) {
    yield redact(piece);
    await nextTurn();
  }
}
