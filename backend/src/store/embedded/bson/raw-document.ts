import { ObjectId } from "bson";
import { CommandError } from "../errors.ts";

const HEADER_BYTES = 4;
const ID_NAME = Buffer.from("_id\0");
const TYPE_OBJECT_ID = 0x07;

export interface RawElement {
  readonly type: number;
  readonly name: string;
  /** Offsets in the document: of the type byte, of the value, and just past the value. */
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/** The top-level elements of a document, without decoding their values. */
export function* rawElements(document: Buffer): Generator<RawElement> {
  const end = document.readInt32LE(0) - 1;
  let offset = HEADER_BYTES;
  while (offset < end) {
    const start = offset;
    const type = document.readUInt8(offset);
    const nameEnd = document.indexOf(0, offset + 1);
    if (nameEnd < 0) throw new CommandError("InvalidBSON", "Malformed BSON: a field name is not terminated");
    const valueStart = nameEnd + 1;
    offset = valueStart + valueLength(document, type, valueStart);
    yield { type, name: document.toString("utf8", start + 1, nameEnd), start, valueStart, end: offset };
  }
}

/** The document with `_id` as its first field; a new ObjectId where it had none. */
export function withIdFirst(document: Buffer): Buffer {
  if (document.subarray(HEADER_BYTES + 1, HEADER_BYTES + 1 + ID_NAME.length).equals(ID_NAME)) return document;
  for (const element of rawElements(document)) {
    if (element.name === "_id") {
      return joinElements([
        document.subarray(element.start, element.end),
        document.subarray(HEADER_BYTES, element.start),
        document.subarray(element.end, document.length - 1),
      ]);
    }
  }
  const id = Buffer.concat([Buffer.from([TYPE_OBJECT_ID]), ID_NAME, new ObjectId().id]);
  return joinElements([id, document.subarray(HEADER_BYTES, document.length - 1)]);
}

/** A document of elements that are bytes already. */
export function joinElements(elements: readonly Uint8Array[]): Buffer {
  let length = HEADER_BYTES + 1;
  for (const element of elements) length += element.length;
  const out = Buffer.allocUnsafe(length);
  out.writeInt32LE(length, 0);
  let offset = HEADER_BYTES;
  for (const element of elements) {
    out.set(element, offset);
    offset += element.length;
  }
  out[offset] = 0;
  return out;
}

/** One element whose value (a document or array) is bytes already. */
export function rawElement(type: number, name: string, value: Uint8Array): Buffer {
  const header = Buffer.allocUnsafe(1 + Buffer.byteLength(name) + 1);
  header[0] = type;
  const written = header.write(name, 1);
  header[1 + written] = 0;
  return Buffer.concat([header, value]);
}

/** Bytes that a value takes, without decoding it. */
export function valueLength(document: Buffer, type: number, offset: number): number {
  switch (type) {
    case 0x06:
    case 0x0a:
    case 0x7f:
    case 0xff:
      return 0;
    case 0x08:
      return 1;
    case 0x10:
      return 4;
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x07:
      return 12;
    case 0x13:
      return 16;
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + document.readInt32LE(offset);
    case 0x03:
    case 0x04:
    case 0x0f:
      return document.readInt32LE(offset);
    case 0x05:
      return 5 + document.readInt32LE(offset);
    case 0x0c:
      return 16 + document.readInt32LE(offset);
    case 0x0b: {
      const pattern = document.indexOf(0, offset);
      return document.indexOf(0, pattern + 1) + 1 - offset;
    }
    default:
      throw new CommandError("InvalidBSON", `Malformed BSON: unknown type 0x${type.toString(16)}`);
  }
}
