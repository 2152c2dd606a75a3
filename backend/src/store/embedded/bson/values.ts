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

/** A decoded document: field names in the order of its bytes. Values are BSON classes, so that no type is lost. */
export type Fields = Map<string, unknown>;

/** What a path that leads nowhere yields; it differs from null and from undefined, which are BSON values. */
export const MISSING: unique symbol = Symbol("missing");

export type BsonNumber = number | Int32 | Double | Long | Decimal128;

export const isDocument = (value: unknown): value is Fields => value instanceof Map;

export const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

export function isNumber(value: unknown): value is BsonNumber {
  return (
    typeof value === "number" ||
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Long ||
    value instanceof Decimal128
  );
}

/** The value as a JavaScript number; a Long beyond 2^53 or a Decimal128 loses digits. NaN for what is no number. */
export function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return Number(value.toString());
  return Number.NaN;
}

/** Truth as MongoDB's options and projections see it: false, 0, null and undefined are false. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === MISSING || value === false) return false;
  return isNumber(value) ? toNumber(value) !== 0 : true;
}

/** BSON type number as `$type` and the sort order know it. */
export function bsonType(value: unknown): number {
  if (value === undefined || value === MISSING) return 6;
  if (value === null) return 10;
  switch (typeof value) {
    case "string":
      return 2;
    case "boolean":
      return 8;
    case "number":
      return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? 16 : 1;
    default:
      return objectType(value);
  }
}

function objectType(value: unknown): number {
  if (value instanceof Map) return 3;
  if (Array.isArray(value)) return 4;
  if (value instanceof ObjectId) return 7;
  if (value instanceof Date) return 9;
  if (value instanceof Int32) return 16;
  if (value instanceof Double) return 1;
  if (value instanceof Timestamp) return 17;
  if (value instanceof Long) return 18;
  if (value instanceof Decimal128) return 19;
  if (value instanceof Binary) return 5;
  if (value instanceof BSONRegExp) return 11;
  if (value instanceof DBRef) return 12;
  if (value instanceof Code) return value.scope ? 15 : 13;
  if (value instanceof BSONSymbol) return 14;
  if (value instanceof MinKey) return -1;
  if (value instanceof MaxKey) return 127;
  return 3;
}
