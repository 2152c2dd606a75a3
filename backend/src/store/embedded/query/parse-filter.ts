import { BSONRegExp } from "bson";
import { type Fields, isArray, isDocument, isNumber, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { type Comparison, ELEMENT_FIELD, type Filter } from "./filter.ts";
import { parseBits } from "./parse-bits.ts";
import { parseTypes } from "./parse-types.ts";
import { toPattern } from "./to-pattern.ts";

const COMPARISONS: Readonly<Record<string, Comparison>> = { $eq: "eq", $gt: "gt", $gte: "gte", $lt: "lt", $lte: "lte" };
const IGNORED = new Set(["$comment", "$options", "$hint"]);
const SCRIPTED = new Set(["$where", "$function"]);
const MATCH_ALL: Filter = { kind: "always", matches: true };

/** Parses a query filter. Throws BadValue (2) on what a real MongoDB refuses, and on $where (no scripts run here). */
export function parseFilter(query: Fields): Filter {
  const children: Filter[] = [];
  for (const [name, value] of query) {
    const child = name.startsWith("$") ? parseTopLevel(name, value) : parseField(name, value);
    if (child !== undefined) children.push(child);
  }
  return join(children);
}

function join(children: readonly Filter[]): Filter {
  const [first] = children;
  if (first === undefined) return MATCH_ALL;
  return children.length === 1 ? first : { kind: "and", children };
}

function parseTopLevel(name: string, value: unknown): Filter | undefined {
  switch (name) {
    case "$and":
    case "$or":
    case "$nor":
      return parseLogical(name, value);
    case "$expr":
      return { kind: "expression", expression: value };
    case "$comment":
      return undefined;
    case "$alwaysTrue":
      return MATCH_ALL;
    case "$alwaysFalse":
      return { kind: "always", matches: false };
    case "$sampleRate":
      return { kind: "always", matches: Math.random() < toNumber(value) };
    case "$jsonSchema":
      if (!isDocument(value)) throw new CommandError("TypeMismatch", "$jsonSchema must be an object");
      return { kind: "schema", schema: value };
    default:
      if (SCRIPTED.has(name))
        throw new CommandError("BadValue", `${name} is not supported: this server runs no scripts`);
      throw new CommandError(
        "BadValue",
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, ` +
          "consider using $getField or $setField.",
      );
  }
}

function parseLogical(name: "$and" | "$or" | "$nor", value: unknown): Filter {
  if (!isArray(value)) throw new CommandError("BadValue", `${name} must be an array`);
  if (value.length === 0) throw new CommandError("BadValue", "$and/$or/$nor must be a nonempty array");
  const children = value.map((entry) => {
    if (!isDocument(entry)) throw new CommandError("BadValue", "$or/$and/$nor entries need to be full objects");
    return parseFilter(entry);
  });
  if (name === "$and") return join(children);
  return { kind: name === "$or" ? "or" : "nor", children };
}

function parseField(path: string, value: unknown): Filter {
  if (value instanceof BSONRegExp) return { kind: "regex", path, pattern: toPattern(value.pattern, value.options) };
  if (isOperators(value)) return parseOperators(path, value);
  return { kind: "compare", path, operator: "eq", value };
}

/** True for `{ $op: ... }`; a DBRef-like `{ $ref: ..., $id: ... }` is a value. */
function isOperators(value: unknown): value is Fields {
  if (!isDocument(value)) return false;
  const [first] = value.keys();
  return first?.startsWith("$") === true && first !== "$ref" && first !== "$id" && first !== "$db";
}

function parseOperators(path: string, operators: Fields): Filter {
  const children: Filter[] = [];
  for (const [name, value] of operators) {
    if (IGNORED.has(name)) {
      if (name === "$options" && !operators.has("$regex"))
        throw new CommandError("BadValue", "$options needs a $regex");
      continue;
    }
    children.push(parseOperator(path, name, value, operators));
  }
  return join(children);
}

function parseOperator(path: string, name: string, value: unknown, siblings: Fields): Filter {
  const comparison = COMPARISONS[name];
  if (comparison !== undefined) {
    if (value instanceof BSONRegExp && comparison !== "eq") {
      throw new CommandError("BadValue", `Can't have RegEx as arg to predicate over field '${path}'.`);
    }
    return { kind: "compare", path, operator: comparison, value };
  }
  switch (name) {
    case "$ne":
      if (value instanceof BSONRegExp) throw new CommandError("BadValue", "Can't have regex as arg to $ne.");
      return { kind: "not", child: { kind: "compare", path, operator: "eq", value } };
    case "$in":
      return parseIn(path, name, value);
    case "$nin":
      return { kind: "not", child: parseIn(path, name, value) };
    case "$not":
      return parseNot(path, value);
    case "$exists":
      return parseExists(path, value);
    case "$regex":
      return { kind: "regex", path, pattern: parseRegex(value, siblings.get("$options")) };
    case "$type":
      return { kind: "type", path, types: parseTypes(value) };
    case "$size":
      return parseSize(path, value);
    case "$mod":
      return parseMod(path, value);
    case "$all":
      return parseAll(path, value);
    case "$elemMatch":
      return parseElemMatch(path, value);
    case "$bitsAllSet":
      return { kind: "bits", path, test: "allSet", mask: parseBits(value) };
    case "$bitsAllClear":
      return { kind: "bits", path, test: "allClear", mask: parseBits(value) };
    case "$bitsAnySet":
      return { kind: "bits", path, test: "anySet", mask: parseBits(value) };
    case "$bitsAnyClear":
      return { kind: "bits", path, test: "anyClear", mask: parseBits(value) };
    default:
      throw new CommandError("BadValue", `unknown operator: ${name}`);
  }
}

function parseIn(path: string, name: string, value: unknown): Filter {
  if (!isArray(value)) throw new CommandError("BadValue", `${name} needs an array`);
  const values: unknown[] = [];
  const patterns: RegExp[] = [];
  for (const item of value) {
    if (item instanceof BSONRegExp) patterns.push(toPattern(item.pattern, item.options));
    else if (isOperators(item)) throw new CommandError("BadValue", `cannot nest $ under ${name}`);
    else values.push(item);
  }
  return { kind: "in", path, values, patterns };
}

function parseNot(path: string, value: unknown): Filter {
  if (value instanceof BSONRegExp) return { kind: "not", child: parseField(path, value) };
  if (!isDocument(value)) throw new CommandError("BadValue", "$not needs a regex or a document");
  if (value.size === 0) throw new CommandError("BadValue", "$not cannot be empty");
  return { kind: "not", child: parseOperators(path, value) };
}

function parseExists(path: string, value: unknown): Filter {
  const exists: Filter = { kind: "exists", path };
  const wanted = isNumber(value) ? toNumber(value) !== 0 : value !== false && value !== null && value !== undefined;
  return wanted ? exists : { kind: "not", child: exists };
}

function parseRegex(value: unknown, options: unknown): RegExp {
  const flags = typeof options === "string" ? options : undefined;
  if (value instanceof BSONRegExp) return toPattern(value.pattern, flags ?? value.options);
  if (typeof value !== "string") throw new CommandError("BadValue", "$regex has to be a string");
  return toPattern(value, flags ?? "");
}

function parseSize(path: string, value: unknown): Filter {
  const size = toNumber(value);
  if (!Number.isInteger(size)) throw new CommandError("FailedToParse", `Failed to parse $size. Expected an integer`);
  if (size < 0) throw new CommandError("BadValue", "Failed to parse $size. Expected a non-negative number");
  return { kind: "size", path, size };
}

function parseMod(path: string, value: unknown): Filter {
  if (!isArray(value)) throw new CommandError("BadValue", "malformed mod, needs to be an array");
  if (value.length < 2) throw new CommandError("BadValue", "malformed mod, not enough elements");
  if (value.length > 2) throw new CommandError("BadValue", "malformed mod, too many elements");
  const divisor = Math.trunc(toNumber(value[0]));
  const remainder = Math.trunc(toNumber(value[1]));
  if (Number.isNaN(divisor)) throw new CommandError("BadValue", "malformed mod, divisor not a number");
  if (divisor === 0) throw new CommandError("BadValue", "divisor cannot be 0");
  return { kind: "mod", path, divisor, remainder: Number.isNaN(remainder) ? 0 : remainder };
}

function parseAll(path: string, value: unknown): Filter {
  if (!isArray(value)) throw new CommandError("BadValue", "$all needs an array");
  if (value.length === 0) return { kind: "always", matches: false };
  return join(
    value.map((item): Filter => {
      if (isDocument(item) && item.has("$elemMatch")) return parseElemMatch(path, item.get("$elemMatch"));
      if (isOperators(item)) throw new CommandError("BadValue", "no $ expressions in $all");
      return parseField(path, item);
    }),
  );
}

function parseElemMatch(path: string, value: unknown): Filter {
  if (!isDocument(value)) throw new CommandError("BadValue", "$elemMatch needs an Object");
  const onValue = isOperators(value) && !["$and", "$or", "$nor", "$expr"].some((name) => value.has(name));
  const child = onValue ? parseOperators(ELEMENT_FIELD, value) : parseFilter(value);
  return { kind: "elemMatch", path, child, onValue };
}
