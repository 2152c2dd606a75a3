import { decodeDocument } from "../bson/decode-document.ts";
import type { Fields } from "../bson/values.ts";
import { CommandError } from "../errors.ts";

/** MongoDB's maxMessageSizeBytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;
export const HEADER_BYTES = 16;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const FLAG_CHECKSUM = 1;
const FLAG_MORE_TO_COME = 2;
const REQUIRED_FLAGS = 0xffff;
const KIND_BODY = 0;
const KIND_SEQUENCE = 1;
const CHECKSUM_BYTES = 4;

/** A request: a command document and the documents sent beside it. */
export interface Request {
  readonly id: number;
  /** The old OP_QUERY, which only the handshake still uses. */
  readonly legacy: boolean;
  /** False when the client waits for no reply (write concern w: 0). */
  readonly wantsReply: boolean;
  readonly body: Fields;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** The database of an OP_QUERY. */
  readonly database: string | undefined;
}

/** Parses a whole message. Throws CommandError on what is no OP_MSG or OP_QUERY, and RangeError on cut bytes. */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === OP_MSG) return parseMsg(message, id);
  if (operation === OP_QUERY) return parseQuery(message, id);
  throw new CommandError("CommandNotSupported", `unsupported wire operation ${operation}`);
}

/** An OP_MSG with one document. */
export function encodeMsg(requestId: number, responseTo: number, document: Buffer): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES + 5);
  header.writeInt32LE(header.length + document.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(OP_MSG, 12);
  header.writeUInt32LE(0, 16);
  header.writeUInt8(KIND_BODY, 20);
  return Buffer.concat([header, document]);
}

/** The OP_REPLY to an OP_QUERY. */
export function encodeReply(requestId: number, responseTo: number, document: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + 20);
  header.writeInt32LE(header.length + document.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(OP_REPLY, 12);
  header.writeInt32LE(8, 16);
  header.writeInt32LE(1, 32);
  return Buffer.concat([header, document]);
}

function parseMsg(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_FLAGS & ~(FLAG_CHECKSUM | FLAG_MORE_TO_COME)) !== 0) {
    throw new CommandError("BadValue", `unknown required OP_MSG flags: ${flags}`);
  }
  const end = message.length - (flags & FLAG_CHECKSUM ? CHECKSUM_BYTES : 0);
  const sequences = new Map<string, Buffer[]>();
  let body: Fields | undefined;
  let offset = HEADER_BYTES + 4;
  while (offset < end) {
    const kind = message.readUInt8(offset++);
    const size = message.readInt32LE(offset);
    if (size < 5 || offset + size > end) throw new CommandError("InvalidBSON", "an OP_MSG section is out of bounds");
    const section = message.subarray(offset, offset + size);
    offset += size;
    if (kind === KIND_BODY) body = decodeDocument(section);
    else if (kind === KIND_SEQUENCE) addSequence(sequences, section);
    else throw new CommandError("BadValue", `unknown OP_MSG section kind ${kind}`);
  }
  if (body === undefined) throw new CommandError("BadValue", "an OP_MSG needs a body section");
  return { id, legacy: false, wantsReply: (flags & FLAG_MORE_TO_COME) === 0, body, sequences, database: undefined };
}

function addSequence(sequences: Map<string, Buffer[]>, section: Buffer): void {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString("utf8", 4, nameEnd);
  const documents: Buffer[] = [];
  let offset = nameEnd + 1;
  while (offset < section.length) {
    const size = section.readInt32LE(offset);
    if (size < 5 || offset + size > section.length)
      throw new CommandError("InvalidBSON", "a document is out of bounds");
    documents.push(section.subarray(offset, offset + size));
    offset += size;
  }
  sequences.set(name, documents);
}

function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const namespace = message.toString("utf8", HEADER_BYTES + 4, nameEnd);
  const start = nameEnd + 1 + 8;
  const body = decodeDocument(message.subarray(start, start + message.readInt32LE(start)));
  const database = namespace.slice(0, namespace.indexOf("."));
  return { id, legacy: true, wantsReply: true, body, sequences: new Map(), database };
}
