import { Binary, BSONRegExp, BSONSymbol, Code, DBRef, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { typeRank } from "../bson/compare-values.ts";
import { type Fields, isArray, isDocument, isNumber } from "../bson/values.ts";
import { ByteWriter } from "./byte-writer.ts";
import { writeNumber } from "./encode-number.ts";

/** Ends arrays and documents; below every type byte. */
const END = 0;
const FIRST_TYPE = 8;
const TYPE_STEP = 8;
const SIGN_BIT = 1n << 63n;

/** How strings enter a key; a collation folds them. */
export type FoldString = (text: string) => string;

const AS_IS: FoldString = (text) => text;

/**
 * Bytes of one value whose memcmp order is MongoDB's order of values. No encoding is a prefix of another, so encodings
 * can be joined. `undefined` stands for an empty array in an index.
 */
export function encodeKey(value: unknown, fold: FoldString = AS_IS): Buffer {
  const out = new ByteWriter();
  writeValue(out, value, fold);
  return out.toBuffer();
}

/** Writes one component of an index key; a descending one is complemented. */
export function writeComponent(out: ByteWriter, value: unknown, descending: boolean, fold: FoldString = AS_IS): void {
  const start = out.length;
  writeValue(out, value, fold);
  if (descending) out.invertFrom(start);
}

/** First byte of every key of the value's type. */
export function typeByte(value: unknown): number {
  return FIRST_TYPE + typeRank(value) * TYPE_STEP;
}

/** First byte above every key of the value's type. */
export function typeByteEnd(value: unknown): number {
  return typeByte(value) + TYPE_STEP;
}

/** The first bytes after everything that starts with `bytes`; undefined when nothing can follow. */
export function successor(bytes: Buffer): Buffer | undefined {
  for (let end = bytes.length; end > 0; end--) {
    const last = bytes[end - 1];
    if (last === undefined || last === 0xff) continue;
    const next = Buffer.from(bytes.subarray(0, end));
    next[end - 1] = last + 1;
    return next;
  }
  return undefined;
}

function writeValue(out: ByteWriter, value: unknown, fold: FoldString): void {
  out.byte(typeByte(value) + (value === true ? 1 : 0));
  if (value === undefined || value === null || typeof value === "boolean") return;
  if (typeof value === "string") writeText(out, fold(value));
  else if (isNumber(value)) writeNumber(out, value);
  else if (isDocument(value)) writeFields(out, value, fold);
  else if (isArray(value)) writeItems(out, value, fold);
  else writeScalar(out, value, fold);
}

function writeScalar(out: ByteWriter, value: unknown, fold: FoldString): void {
  if (value instanceof ObjectId) out.bytes(value.id);
  else if (value instanceof Date) out.uint64(BigInt.asUintN(64, BigInt(dateMillis(value))) ^ SIGN_BIT);
  else if (value instanceof Timestamp) out.uint64(BigInt.asUintN(64, value.toBigInt()));
  else if (value instanceof BSONSymbol) writeText(out, fold(value.value));
  else if (value instanceof Binary) {
    out.uint32(value.position);
    out.byte(value.sub_type);
    out.bytes(value.value());
  } else if (value instanceof BSONRegExp) {
    writeText(out, value.pattern);
    writeText(out, value.options);
  } else if (value instanceof Code) writeText(out, value.code);
  else if (value instanceof DBRef) {
    writeText(out, value.collection);
    out.bytes(value.oid.id);
  } else if (!(value instanceof MinKey || value instanceof MaxKey)) {
    throw new TypeError(`no key for a value of ${Object.prototype.toString.call(value)}`);
  }
}

function dateMillis(value: Date): number {
  const millis = value.getTime();
  return Number.isNaN(millis) ? Number.MIN_SAFE_INTEGER : millis;
}

function writeFields(out: ByteWriter, fields: Fields, fold: FoldString): void {
  for (const [name, value] of fields) {
    out.byte(typeByte(value));
    writeText(out, name);
    writeValue(out, value, fold);
  }
  out.byte(END);
}

function writeItems(out: ByteWriter, items: readonly unknown[], fold: FoldString): void {
  for (const item of items) writeValue(out, item, fold);
  out.byte(END);
}

/** UTF-8, a zero byte as 00 FF, closed by 00 00: order holds whatever follows. */
function writeText(out: ByteWriter, text: string): void {
  const bytes = Buffer.from(text);
  let from = 0;
  for (let zero = bytes.indexOf(0); zero >= 0; zero = bytes.indexOf(0, from)) {
    out.bytes(bytes.subarray(from, zero + 1));
    out.byte(0xff);
    from = zero + 1;
  }
  out.bytes(bytes.subarray(from));
  out.byte(0);
  out.byte(0);
}
