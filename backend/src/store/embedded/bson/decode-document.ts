import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { CommandError } from "../errors.ts";
import type { FieldTree, WantedField } from "./field-tree.ts";
import { valueLength } from "./raw-document.ts";
import type { Fields } from "./values.ts";

/** MongoDB refuses documents nested deeper than this. */
const MAX_DEPTH = 180;
const TYPE_DOCUMENT = 0x03;

/**
 * Decodes a BSON document into ordered fields. Unlike `bson.deserialize` it keeps the order of number-like names, and
 * every number keeps its type. With `wanted`, only those fields; the others are stepped over. Throws InvalidBSON (22) on
 * malformed bytes.
 */
export function decodeDocument(bytes: Uint8Array, wanted?: FieldTree): Fields {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return new Decoder(buffer).document(0, wanted);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError("InvalidBSON", `Malformed BSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads one buffer from front to back. */
class Decoder {
  private readonly buffer: Buffer;
  private offset = 0;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
  }

  document(depth: number, wanted?: FieldTree): Fields {
    const fields: Fields = new Map();
    this.elements(depth, wanted, (name, value) => fields.set(name, value));
    return fields;
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.elements(depth, undefined, (_name, value) => items.push(value));
    return items;
  }

  private elements(depth: number, wanted: FieldTree | undefined, add: (name: string, value: unknown) => void): void {
    if (depth > MAX_DEPTH) throw new CommandError("Overflow", "BSON nesting is too deep");
    const end = this.offset + this.buffer.readInt32LE(this.offset);
    if (end > this.buffer.length || end < this.offset + 5) throw new Error("document length is out of bounds");
    this.offset += 4;
    while (this.offset < end - 1) {
      const type = this.buffer.readUInt8(this.offset++);
      if (wanted === undefined) {
        const name = this.cstring();
        add(name, this.value(type, depth));
        continue;
      }
      const field = this.fieldAt(wanted);
      if (field === undefined) this.offset += valueLength(this.buffer, type, this.offset);
      else if (field.within === undefined || type !== TYPE_DOCUMENT) add(field.name, this.value(type, depth));
      else add(field.name, this.document(depth + 1, field.within));
    }
    if (this.offset !== end - 1 || this.buffer[this.offset] !== 0) throw new Error("document is not terminated");
    this.offset = end;
  }

  /** Steps over a name; gives the wanted field of this name. */
  private fieldAt(wanted: FieldTree): WantedField | undefined {
    const start = this.offset;
    let end = start;
    while (this.buffer[end] !== 0) {
      if (++end >= this.buffer.length) throw new Error("name is not terminated");
    }
    this.offset = end + 1;
    return wanted.find(
      ({ bytes }) => bytes.length === end - start && bytes.every((byte, i) => this.buffer[start + i] === byte),
    );
  }

  private value(type: number, depth: number): unknown {
    switch (type) {
      case 0x01:
        return new Double(this.buffer.readDoubleLE(this.advance(8)));
      case 0x02:
        return this.string();
      case 0x03:
        return this.document(depth + 1);
      case 0x04:
        return this.array(depth + 1);
      case 0x05:
        return this.binary();
      case 0x06:
        return undefined;
      case 0x07:
        return new ObjectId(this.bytes(12));
      case 0x08:
        return this.buffer.readUInt8(this.advance(1)) !== 0;
      case 0x09:
        return new Date(Number(this.buffer.readBigInt64LE(this.advance(8))));
      case 0x0a:
        return null;
      case 0x0b:
        return new BSONRegExp(this.cstring(), this.cstring());
      case 0x0c:
        return new DBRef(this.string(), new ObjectId(this.bytes(12)));
      case 0x0d:
        return new Code(this.string());
      case 0x0e:
        return new BSONSymbol(this.string());
      case 0x0f:
        return this.codeWithScope(depth);
      case 0x10:
        return new Int32(this.buffer.readInt32LE(this.advance(4)));
      case 0x11:
        return new Timestamp(this.long(true));
      case 0x12:
        return this.long(false);
      case 0x13:
        return new Decimal128(this.bytes(16));
      case 0xff:
        return new MinKey();
      case 0x7f:
        return new MaxKey();
      default:
        throw new Error(`unknown type 0x${type.toString(16)}`);
    }
  }

  private advance(length: number): number {
    const start = this.offset;
    this.offset += length;
    return start;
  }

  private bytes(length: number): Buffer {
    const start = this.advance(length);
    if (length < 0 || this.offset > this.buffer.length) throw new Error("value is out of bounds");
    return Buffer.from(this.buffer.subarray(start, this.offset));
  }

  private cstring(): string {
    const end = this.buffer.indexOf(0, this.offset);
    if (end < 0) throw new Error("name is not terminated");
    const text = this.buffer.toString("utf8", this.offset, end);
    this.offset = end + 1;
    return text;
  }

  private string(): string {
    const length = this.buffer.readInt32LE(this.advance(4));
    const start = this.advance(length);
    if (length < 1 || this.offset > this.buffer.length) throw new Error("string length is out of bounds");
    return this.buffer.toString("utf8", start, this.offset - 1);
  }

  private long(unsigned: boolean): Long {
    const start = this.advance(8);
    return Long.fromBits(this.buffer.readInt32LE(start), this.buffer.readInt32LE(start + 4), unsigned);
  }

  private binary(): Binary {
    const length = this.buffer.readInt32LE(this.advance(4));
    const subtype = this.buffer.readUInt8(this.advance(1));
    if (subtype !== Binary.SUBTYPE_BYTE_ARRAY) return new Binary(this.bytes(length), subtype);
    const inner = this.buffer.readInt32LE(this.advance(4));
    return new Binary(this.bytes(inner), subtype);
  }

  private codeWithScope(depth: number): Code {
    this.advance(4);
    return new Code(this.string(), Object.fromEntries(this.document(depth + 1)));
  }
}
