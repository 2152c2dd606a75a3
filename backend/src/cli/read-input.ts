import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { PipewrightError } from "@pipewright/contract/errors";
import { type NamedLog, openLogArchive } from "../logs/log-archive.ts";

const ZIP = Buffer.from("PK\u0003\u0004");
const GZIP = Buffer.from([0x1f, 0x8b]);
const UTF16_LITTLE = Buffer.from([0xff, 0xfe]);
const UTF16_BIG = Buffer.from([0xfe, 0xff]);
const MAGIC_BYTES = 4;
const PIECE_BYTES = 256 * 1024;

/**
 * Opens what a person calls a log: a file or, for `-`, standard input; as it is, gzipped, in UTF-16 as PowerShell writes it, or the
 * archive of a run, which holds several. @throws PipewrightError `no_file`, `bad_archive`
 */
export async function openLogs(path: string): Promise<[NamedLog, ...NamedLog[]]> {
  if (path === "-") return openStandardInput();
  const found = await stat(path).catch(() => null);
  if (found === null) throw new PipewrightError("no_file", 404, `There is no file ${path}.`);
  if (found.isDirectory()) throw new PipewrightError("no_file", 404, `${path} is a folder; name a log file.`);
  const magic = await firstBytes(path);
  if (magic.equals(ZIP)) return archived(await readFile(path));
  return [{ name: path, read: () => plain(createReadStream(path, { highWaterMark: PIECE_BYTES }), magic) }];
}

async function openStandardInput(): Promise<[NamedLog, ...NamedLog[]]> {
  const first: unknown = await process.stdin
    .iterator({ destroyOnReturn: false })
    .next()
    .then(({ value }) => value);
  const magic = Buffer.isBuffer(first) ? first.subarray(0, MAGIC_BYTES) : Buffer.alloc(0);
  if (Buffer.isBuffer(first)) process.stdin.unshift(first);
  if (magic.equals(ZIP)) return archived(await buffer(process.stdin));
  return [{ name: "standard input", read: () => plain(process.stdin, magic) }];
}

async function archived(archive: Buffer): Promise<[NamedLog, ...NamedLog[]]> {
  const [first, ...others] = await openLogArchive(archive);
  if (first === undefined) throw new PipewrightError("bad_archive", 422, "The archive holds no log.");
  return [first, ...others];
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer: bytes, bytesRead } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function plain(bytes: Readable, magic: Buffer): AsyncIterable<Uint8Array> {
  const start = magic.subarray(0, 2);
  if (start.equals(GZIP)) return bytes.pipe(createGunzip());
  if (start.equals(UTF16_LITTLE)) return asUtf8(bytes, "utf-16le");
  if (start.equals(UTF16_BIG)) return asUtf8(bytes, "utf-16be");
  return bytes;
}

async function* asUtf8(bytes: Readable, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
