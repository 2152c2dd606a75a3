import { Binary, BSONRegExp, BSONSymbol, Code, DBRef, ObjectId, Timestamp } from "bson";
import { compareNumbers } from "./exact-number.ts";
import { bsonType, isArray, isDocument, isNumber } from "./values.ts";

/** BSON type number -> place in MongoDB's order of types. Types of one place compare by value. */
const RANKS: Readonly<Record<number, number>> = {
  [-1]: 0,
  6: 1,
  10: 2,
  1: 3,
  16: 3,
  18: 3,
  19: 3,
  2: 4,
  14: 4,
  3: 5,
  4: 6,
  5: 7,
  7: 8,
  8: 9,
  9: 10,
  17: 11,
  11: 12,
  12: 13,
  13: 14,
  15: 15,
  127: 16,
};

export type CompareStrings = (a: string, b: string) => number;

/** Place of the value's type in MongoDB's order: MinKey, undefined, null, numbers, strings, objects, ... MaxKey. */
export function typeRank(value: unknown): number {
  return RANKS[bsonType(value)] ?? 5;
}

/**
 * MongoDB's total order of values, across types. `strings` replaces the binary order of strings (a collation).
 * Returns a negative number, 0 or a positive number.
 */
export function compareValues(a: unknown, b: unknown, strings: CompareStrings = compareCodePoints): number {
  if (typeof a === "string" && typeof b === "string") return strings(a, b);
  const rank = typeRank(a);
  const order = rank - typeRank(b);
  if (order !== 0) return order;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (isDocument(a) && isDocument(b)) return compareDocuments(a, b, strings);
  if (isArray(a) && isArray(b)) return compareArrays(a, b, strings);
  return compareScalars(a, b, strings);
}

export function equalValues(a: unknown, b: unknown, strings?: CompareStrings): boolean {
  return compareValues(a, b, strings) === 0;
}

/** Orders strings by code point, as memcmp orders their UTF-8 bytes; JavaScript's `<` orders by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return surrogatesLast(x) - surrogatesLast(y);
  }
  return a.length - b.length;
}

function surrogatesLast(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function compareScalars(a: unknown, b: unknown, strings: CompareStrings): number {
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Binary && b instanceof Binary) return compareBinaries(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b);
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) {
    return compareCodePoints(a.pattern, b.pattern) || compareCodePoints(a.options, b.options);
  }
  if (a instanceof Code && b instanceof Code) return compareCodePoints(a.code, b.code);
  if (a instanceof DBRef && b instanceof DBRef) {
    return compareCodePoints(a.collection, b.collection) || Buffer.compare(a.oid.id, b.oid.id);
  }
  if (isText(a) && isText(b)) return strings(String(a), String(b));
  return 0;
}

function isText(value: unknown): value is string | BSONSymbol {
  return typeof value === "string" || value instanceof BSONSymbol;
}

function compareBinaries(a: Binary, b: Binary): number {
  return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

function compareArrays(a: readonly unknown[], b: readonly unknown[], strings: CompareStrings): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i], strings);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field: type first, then name, then value; the shorter document first. */
function compareDocuments(
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
  strings: CompareStrings,
): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const next = others.next();
    if (next.done) return 1;
    const [otherName, otherValue] = next.value;
    const order =
      typeRank(value) - typeRank(otherValue) ||
      compareCodePoints(name, otherName) ||
      compareValues(value, otherValue, strings);
    if (order !== 0) return order;
  }
  return others.next().done ? 0 : -1;
}
