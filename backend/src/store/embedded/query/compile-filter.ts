import { Binary, BSONRegExp, BSONSymbol, Decimal128, Double, Long } from "bson";
import { evaluateCondition } from "../aggregate/evaluate-expression.ts";
import {
  type CompareStrings,
  compareCodePoints,
  compareValues,
  equalValues,
  typeRank,
} from "../bson/compare-values.ts";
import { bsonType, type Fields, isArray, isDocument, isNumber, MISSING, toNumber } from "../bson/values.ts";
import { compileSchema } from "./compile-schema.ts";
import { type BitTest, type Comparison, ELEMENT_FIELD, type Filter } from "./filter.ts";
import { bitsOfBinary } from "./parse-bits.ts";
import { visitElements, visitPath } from "./paths.ts";

export type Predicate = (document: Fields) => boolean;

export interface MatchOptions {
  /** Order of strings, where a collation asks for another than that of code points. */
  readonly strings?: CompareStrings | undefined;
  /** Values of `$$name` in $expr. */
  readonly variables?: Fields | undefined;
}

const NAN_RANK = typeRank(0);

/** Turns a filter into a function that says whether a document matches. */
export function compileFilter(filter: Filter, options: MatchOptions = {}): Predicate {
  switch (filter.kind) {
    case "and": {
      const children = filter.children.map((child) => compileFilter(child, options));
      return (document) => children.every((child) => child(document));
    }
    case "or": {
      const children = filter.children.map((child) => compileFilter(child, options));
      return (document) => children.some((child) => child(document));
    }
    case "nor": {
      const children = filter.children.map((child) => compileFilter(child, options));
      return (document) => !children.some((child) => child(document));
    }
    case "not": {
      const child = compileFilter(filter.child, options);
      return (document) => !child(document);
    }
    case "always":
      return () => filter.matches;
    case "expression":
      return (document) => evaluateCondition(filter.expression, document, options.variables);
    case "schema":
      return compileSchema(filter.schema);
    default:
      return compileLeaf(filter, options);
  }
}

type Leaf = Exclude<Filter, { kind: "and" | "or" | "nor" | "not" | "always" | "expression" | "schema" }>;

function compileLeaf(filter: Leaf, options: MatchOptions): Predicate {
  const names = filter.path.split(".");
  const elements =
    (test: (value: unknown) => boolean): Predicate =>
    (document) =>
      visitElements(document, names, test);
  switch (filter.kind) {
    case "compare":
      return elements(comparison(filter.operator, filter.value, options.strings ?? compareCodePoints));
    case "in":
      return elements(membership(filter.values, filter.patterns, options.strings));
    case "regex":
      return elements((value) => matchesPattern(value, filter.pattern));
    case "exists":
      return (document) => visitPath(document, names, (value) => value !== MISSING);
    case "type":
      return elements((value) => value !== MISSING && filter.types.includes(bsonType(value)));
    case "size":
      return (document) => visitPath(document, names, (value) => isArray(value) && value.length === filter.size);
    case "mod":
      return elements((value) => isNumber(value) && Math.trunc(toNumber(value)) % filter.divisor === filter.remainder);
    case "bits":
      return elements((value) => testBits(value, filter.test, filter.mask));
    case "elemMatch":
      return compileElemMatch(names, filter.child, filter.onValue, options);
  }
}

function compileElemMatch(names: readonly string[], child: Filter, onValue: boolean, options: MatchOptions): Predicate {
  const test = compileFilter(child, options);
  const matches = onValue
    ? (item: unknown): boolean => test(new Map([[ELEMENT_FIELD, item]]))
    : (item: unknown): boolean => (isDocument(item) ? test(item) : isArray(item) && test(indexed(item)));
  return (document) => visitPath(document, names, (value) => isArray(value) && value.some(matches));
}

function indexed(items: readonly unknown[]): Fields {
  return new Map(items.map((item, i) => [String(i), item]));
}

/** A test of one value: only values of the operand's type compare, and null equals missing. */
function comparison(operator: Comparison, operand: unknown, strings: CompareStrings): (value: unknown) => boolean {
  if (operand === null || operand === undefined) {
    const acceptsNull = operator === "eq" || operator === "gte" || operator === "lte";
    return (value) => acceptsNull && (value === MISSING || value === null || value === undefined);
  }
  const rank = typeRank(operand);
  const isNaN_ = rank === NAN_RANK && Number.isNaN(toNumber(operand));
  if (operator === "eq")
    return (value) => value !== MISSING && typeRank(value) === rank && equalValues(value, operand, strings);
  if (isNaN_)
    return (value) => operator !== "gt" && operator !== "lt" && isNumber(value) && Number.isNaN(toNumber(value));
  const accepts = ORDER_TESTS[operator];
  const anyType = bsonType(operand) === -1 || bsonType(operand) === 127;
  return (value) => {
    if (value === MISSING) return false;
    if (!anyType && typeRank(value) !== rank) return false;
    if (rank === NAN_RANK && Number.isNaN(toNumber(value))) return false;
    return accepts(compareValues(value, operand, strings));
  };
}

const ORDER_TESTS: Readonly<Record<Exclude<Comparison, "eq">, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

function membership(
  values: readonly unknown[],
  patterns: readonly RegExp[],
  strings: CompareStrings | undefined,
): (value: unknown) => boolean {
  const tests = values.map((value) => comparison("eq", value, strings ?? compareCodePoints));
  return (value) => tests.some((test) => test(value)) || patterns.some((pattern) => matchesPattern(value, pattern));
}

function matchesPattern(value: unknown, pattern: RegExp): boolean {
  if (typeof value === "string") return pattern.test(value);
  if (value instanceof BSONSymbol) return pattern.test(value.value);
  return value instanceof BSONRegExp && value.pattern === pattern.source;
}

function testBits(value: unknown, test: BitTest, mask: bigint): boolean {
  const bits = toBits(value);
  if (bits === undefined) return false;
  const set = bits & mask;
  switch (test) {
    case "allSet":
      return set === mask;
    case "allClear":
      return set === 0n;
    case "anySet":
      return set !== 0n;
    case "anyClear":
      return set !== mask;
  }
}

/** Two's complement, as wide as the mask needs. */
function toBits(value: unknown): bigint | undefined {
  if (value instanceof Binary) return bitsOfBinary(value);
  if (value instanceof Long) return value.toBigInt();
  if (!isNumber(value) || value instanceof Decimal128) return undefined;
  const number = value instanceof Double ? value.value : toNumber(value);
  return Number.isInteger(number) ? BigInt(number) : undefined;
}
