import { BSONRegExp, Decimal128, Double, Int32, Long } from "bson";
import { type Fields, isArray, isDocument, MISSING, toNumber } from "../bson/values.ts";
import { toPattern } from "../query/to-pattern.ts";

export type PlainDocument = Record<string, unknown>;

/** A value as mingo computes with it: documents as objects, numbers as JavaScript numbers. */
export function toPlain(value: unknown): unknown {
  if (value === MISSING) return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (isDocument(value)) return toPlainDocument(value);
  if (isArray(value)) return value.map(toPlain);
  if (value instanceof Int32 || value instanceof Double || value instanceof Decimal128) return toNumber(value);
  if (value instanceof Long) return Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value;
  if (value instanceof BSONRegExp) return toPattern(value.pattern, value.options);
  return value;
}

export function toPlainDocument(fields: Fields): PlainDocument {
  const plain: PlainDocument = {};
  for (const [name, value] of fields) setOwn(plain, name, toPlain(value));
  return plain;
}

/** The way back: whole numbers that fit become Int32, others Double. What mingo left undefined is MISSING. */
export function fromPlain(value: unknown): unknown {
  if (value === undefined) return MISSING;
  if (typeof value === "number") return isInt32(value) ? new Int32(value) : new Double(value);
  if (typeof value === "bigint") return Long.fromBigInt(value);
  if (typeof value !== "object" || value === null) return value;
  if (isArray(value)) {
    return value.map((item) => {
      const result = fromPlain(item);
      return result === MISSING ? null : result;
    });
  }
  if (value instanceof RegExp) return new BSONRegExp(value.source, value.flags.replace(/[^imsxu]/g, ""));
  if (value instanceof Map) return value;
  return isPlainDocument(value) ? fromPlainDocument(value) : value;
}

export function fromPlainDocument(plain: PlainDocument): Fields {
  const fields: Fields = new Map();
  for (const [name, value] of Object.entries(plain)) {
    const result = fromPlain(value);
    if (result !== MISSING) fields.set(name, result);
  }
  return fields;
}

function isPlainDocument(value: object): value is PlainDocument {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0);
}

/** Assigns without ever reaching a prototype. */
function setOwn(target: PlainDocument, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  else target[name] = value;
}
