import { BSONRegExp } from "bson";
import { bsonType, isArray, isNumber, MISSING, toNumber } from "../bson/values.ts";
import { encodeKey, type FoldString, successor, typeByte, typeByteEnd } from "../keys/encode-key.ts";
import type { Filter } from "./filter.ts";

/** Encoded values from `low` up to, without, `high` (to the end when undefined). A point holds one value only. */
export interface Interval {
  readonly low: Buffer;
  readonly high: Buffer | undefined;
  readonly point: boolean;
}

const STRING_TYPE = typeByte("");

/**
 * Where the values that satisfy a condition lie in an ascending index, in order. It may hold more than those, never less.
 * Undefined when an index cannot help. `fold` is given under a collation, where only equality can be looked up.
 */
export function intervalsOf(filter: Filter, fold: FoldString | undefined): Interval[] | undefined {
  switch (filter.kind) {
    case "compare":
      if (filter.operator === "eq") return merge(points(filter.value, fold));
      return fold && hasText(filter.value) ? undefined : ordered(filter.operator, filter.value);
    case "in":
      if (filter.patterns.length > 0) return undefined;
      return merge(filter.values.flatMap((value) => points(value, fold)));
    case "regex":
      return fold ? undefined : prefixed(filter.pattern);
    case "not":
      return filter.child.kind === "exists" ? points(null, fold) : undefined;
    default:
      return undefined;
  }
}

/** Sorted, without doubles. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.low, b.low));
  return sorted.filter((interval, i) => {
    const before = sorted[i - 1];
    return before === undefined || !before.low.equals(interval.low);
  });
}

/** What lies in both lists. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const low = Buffer.compare(x.low, y.low) >= 0 ? x.low : y.low;
      const high = lower(x.high, y.high);
      if (high !== undefined && Buffer.compare(low, high) >= 0) continue;
      out.push({ low, high, point: x.point || y.point });
    }
  }
  return merge(out);
}

function lower(a: Buffer | undefined, b: Buffer | undefined): Buffer | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return Buffer.compare(a, b) <= 0 ? a : b;
}

function points(value: unknown, fold: FoldString | undefined): Interval[] {
  if (value === undefined || value === MISSING) return points(null, fold);
  if (!isArray(value)) return [pointAt(value, fold)];
  const first = value.length === 0 ? undefined : value[0];
  return [pointAt(first, fold), pointAt(value, fold)];
}

function pointAt(value: unknown, fold: FoldString | undefined): Interval {
  const low = encodeKey(value, fold);
  return { low, high: successor(low), point: true };
}

function ordered(operator: "gt" | "gte" | "lt" | "lte", value: unknown): Interval[] | undefined {
  if (value === null || value === undefined)
    return operator === "gte" || operator === "lte" ? points(null, undefined) : [];
  if (isArray(value)) return undefined;
  const type = bsonType(value);
  if (type === -1 || type === 127) return undefined;
  if (isNumber(value) && Number.isNaN(toNumber(value))) return undefined;
  const key = encodeKey(value);
  const start = Buffer.from([typeByte(value)]);
  const end = Buffer.from([typeByteEnd(value)]);
  switch (operator) {
    case "gt":
      return [{ low: successor(key) ?? end, high: end, point: false }];
    case "gte":
      return [{ low: key, high: end, point: false }];
    case "lt":
      return [{ low: start, high: key, point: false }];
    case "lte":
      return [{ low: start, high: successor(key), point: false }];
  }
}

/** Strings that begin as an anchored pattern does, and stored patterns (which match themselves). */
function prefixed(pattern: RegExp): Interval[] | undefined {
  const source = /^\^((?:[\w \-:/@,;=%&~!#<>'"]|\\[./\-\\()[\]{}+*?^$|])+)(.*)$/s.exec(pattern.source);
  if (!source || pattern.ignoreCase || pattern.multiline) return undefined;
  const [, literal = "", rest = ""] = source;
  if (/\||^[*?{]/.test(rest)) return undefined;
  const text = literal.replace(/\\(.)/g, "$1");
  const low = Buffer.concat([Buffer.from([STRING_TYPE]), Buffer.from(text)]);
  return [{ low, high: successor(low), point: false }, patternsInterval()];
}

function patternsInterval(): Interval {
  const pattern = new BSONRegExp("");
  return { low: Buffer.from([typeByte(pattern)]), high: Buffer.from([typeByteEnd(pattern)]), point: false };
}

function hasText(value: unknown): boolean {
  return !(isNumber(value) || value instanceof Date || typeof value === "boolean" || bsonType(value) === 7);
}
