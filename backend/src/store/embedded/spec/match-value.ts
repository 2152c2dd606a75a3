import { mongo } from "mongoose";

type Entities = ReadonlyMap<string, unknown>;

const NUMBER_ALIASES: Readonly<Record<string, string>> = { int: "number", long: "number", double: "number" };

/**
 * Compares as the unified test format does: extra fields in the root document, and in documents of an array of root
 * documents, are fine; `$$exists`, `$$unsetOrMatches`, `$$type`, `$$matchesEntity`, `$$matchesHexBytes` and
 * `$$sessionLsid` are obeyed. Returns what differs, or undefined.
 */
export function mismatch(
  expected: unknown,
  actual: unknown,
  entities: Entities,
  path = "result",
  root = true,
): string | undefined {
  if (isRecord(expected)) return mismatchRecord(expected, actual, entities, path, root);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path}: expected an array, got ${show(actual)}`;
    if (actual.length !== expected.length) return `${path}: expected ${expected.length} items, got ${show(actual)}`;
    return firstOf(expected.map((item, i) => mismatch(item, actual[i], entities, `${path}[${i}]`, root)));
  }
  return same(expected, actual) ? undefined : `${path}: expected ${show(expected)}, got ${show(actual)}`;
}

function mismatchRecord(
  expected: Record<string, unknown>,
  actual: unknown,
  entities: Entities,
  path: string,
  root: boolean,
): string | undefined {
  const [operator] = Object.keys(expected);
  if (operator?.startsWith("$$")) return mismatchOperator(operator, expected[operator], actual, entities, path, root);
  const fields = plainFields(actual);
  if (fields === undefined) return `${path}: expected a document, got ${show(actual)}`;
  for (const [name, value] of Object.entries(expected)) {
    const there = name in fields && fields[name] !== undefined;
    if (isRecord(value) && "$$exists" in value) {
      if (there !== value.$$exists) return `${path}.${name}: expected ${value.$$exists ? "a value" : "none"}`;
      continue;
    }
    if (isRecord(value) && "$$unsetOrMatches" in value && !there) continue;
    if (!there) return `${path}.${name}: missing; got ${show(actual)}`;
    const difference = mismatch(value, fields[name], entities, `${path}.${name}`, false);
    if (difference !== undefined) return difference;
  }
  if (root) return undefined;
  const extra = Object.keys(fields).find((name) => fields[name] !== undefined && !(name in expected));
  return extra === undefined ? undefined : `${path}.${extra}: not expected; got ${show(actual)}`;
}

/** Fields of a document, a Map, or one of the driver's option classes (ReadConcern, WriteConcern). */
function plainFields(value: unknown): Record<string, unknown> | undefined {
  if (value instanceof Map) return Object.fromEntries(value);
  if (isRecord(value)) return value;
  const isOption = typeof value === "object" && value !== null && !Array.isArray(value) && !("_bsontype" in value);
  return isOption ? { ...value } : undefined;
}

function mismatchOperator(
  operator: string,
  operand: unknown,
  actual: unknown,
  entities: Entities,
  path: string,
  root: boolean,
): string | undefined {
  switch (operator) {
    case "$$exists":
      return (actual !== undefined) === operand ? undefined : `${path}: existence differs`;
    case "$$unsetOrMatches":
      return actual === undefined || actual === null ? undefined : mismatch(operand, actual, entities, path, root);
    case "$$type": {
      const types = (Array.isArray(operand) ? operand : [operand]).map(
        (type) => NUMBER_ALIASES[String(type)] ?? String(type),
      );
      return types.includes(typeName(actual))
        ? undefined
        : `${path}: expected a ${types.join(" or ")}, got ${show(actual)}`;
    }
    case "$$matchesEntity":
      return mismatch(entities.get(String(operand)), actual, entities, path, root);
    case "$$sessionLsid":
      return isRecord(actual) ? undefined : `${path}: expected a session id`;
    default:
      return `${path}: ${operator} is not known to this runner`;
  }
}

function same(expected: unknown, actual: unknown): boolean {
  if (Object.is(expected, actual)) return true;
  if (typeof expected === "number" || typeof actual === "number") return numeric(expected) === numeric(actual);
  return mongo.BSON.EJSON.stringify({ value: expected }) === mongo.BSON.EJSON.stringify({ value: actual });
}

function numeric(value: unknown): number {
  return typeof value === "object" && value !== null
    ? Number(value.toString())
    : typeof value === "number"
      ? value
      : Number.NaN;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof mongo.ObjectId) return "objectId";
  if (value instanceof Date) return "date";
  if (typeof value === "object") return "_bsontype" in value && value._bsontype === "Long" ? "number" : "object";
  return typeof value === "boolean" ? "bool" : typeof value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function firstOf(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find((difference) => difference !== undefined);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : mongo.BSON.EJSON.stringify(value, { relaxed: true });
}
