import { type Fields, isDocument, isNumber, isTruthy, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import { parseFilter } from "../query/parse-filter.ts";

const MAX_PARTS = 32;
const MAX_EXPIRY_SECONDS = 2_147_483_647;
const NOT_HERE = new Set(["text", "2d", "2dsphere", "geoHaystack"]);
const OPTIONS = new Set([
  "v",
  "key",
  "name",
  "ns",
  "unique",
  "sparse",
  "background",
  "hidden",
  "expireAfterSeconds",
  "partialFilterExpression",
  "collation",
  "storageEngine",
  "clustered",
  "prepareUnique",
]);
/** MongoDB 8 tells a collation with all its fields. */
const COLLATION_DEFAULTS: readonly (readonly [string, unknown])[] = [
  ["caseLevel", false],
  ["caseFirst", "off"],
  ["strength", 3],
  ["numericOrdering", false],
  ["alternate", "non-ignorable"],
  ["maxVariable", "punct"],
  ["normalization", false],
  ["backwards", false],
  ["version", "57.1"],
];

/** Checks one entry of createIndexes and puts it in the form that listIndexes tells. */
export function parseIndexSpec(value: unknown, fallbackCollation: Fields | undefined): Fields {
  if (!isDocument(value)) throw new CommandError("TypeMismatch", "The elements of the 'indexes' array must be objects");
  const key = value.get("key");
  if (!isDocument(key))
    throw new CommandError("FailedToParse", "The 'key' field is a required property of an index specification");
  assertKey(key);
  for (const option of value.keys()) {
    if (OPTIONS.has(option)) continue;
    throw new CommandError(
      "InvalidIndexSpecificationOption",
      `The field '${option}' is not valid for an index specification. Specification: ${[...value.keys()].join(", ")}`,
    );
  }
  const name = value.get("name") ?? [...key].map(([path, direction]) => `${path}_${String(direction)}`).join("_");
  if (typeof name !== "string" || name === "" || name === "*") {
    throw new CommandError("CannotCreateIndex", "The index name must be a nonempty string other than '*'");
  }
  const spec: Fields = new Map<string, unknown>([
    ["v", 2],
    ["key", key],
    ["name", name],
  ]);
  for (const option of ["unique", "sparse", "hidden"]) if (isTruthy(value.get(option))) spec.set(option, true);
  addExpiry(spec, value, key);
  addPartial(spec, value);
  const collation = collationOption(value.get("collation")) ?? fallbackCollation;
  if (collation && parseCollation(collation)) spec.set("collation", collation);
  return spec;
}

/** A collation with its defaults written out; undefined for none. */
export function collationOption(value: unknown): Fields | undefined {
  if (parseCollation(value) === undefined) return isDocument(value) ? value : undefined;
  const given: Fields = isDocument(value) ? value : new Map();
  const full: Fields = new Map([["locale", given.get("locale")]]);
  for (const [name, fallback] of COLLATION_DEFAULTS) full.set(name, given.get(name) ?? fallback);
  return full;
}

function assertKey(key: Fields): void {
  if (key.size === 0) throw new CommandError("CannotCreateIndex", "Index keys cannot be an empty object");
  if (key.size > MAX_PARTS) throw new CommandError("CannotCreateIndex", "Index keys cannot have more than 32 fields");
  for (const [path, direction] of key) {
    if (path === "" || path.split(".").includes("")) {
      throw new CommandError("CannotCreateIndex", "Index keys cannot contain an empty field name");
    }
    if (path.startsWith("$") || path.includes("$**")) {
      throw new CommandError("CannotCreateIndex", `Index key '${path}' is not supported by the embedded store`);
    }
    if (typeof direction === "string") {
      if (direction === "hashed") continue;
      const reason = NOT_HERE.has(direction) ? "is not supported by the embedded store" : "is an unknown index plugin";
      throw new CommandError("CannotCreateIndex", `Index type '${direction}' ${reason}`);
    }
    if (!isNumber(direction) || toNumber(direction) === 0 || Number.isNaN(toNumber(direction))) {
      throw new CommandError(
        "CannotCreateIndex",
        "Values in v:2 index key pattern must be numbers other than 0, or strings",
      );
    }
  }
}

function addExpiry(spec: Fields, value: Fields, key: Fields): void {
  if (!value.has("expireAfterSeconds")) return;
  const seconds = toNumber(value.get("expireAfterSeconds"));
  if (!(seconds >= 0 && seconds <= MAX_EXPIRY_SECONDS)) {
    throw new CommandError(
      "CannotCreateIndex",
      "TTL index 'expireAfterSeconds' option must be within 0 and 2147483647",
    );
  }
  if (key.size > 1)
    throw new CommandError(
      "CannotCreateIndex",
      "TTL indexes are single-field indexes, compound indexes do not support TTL",
    );
  if (key.has("_id"))
    throw new CommandError(
      "CannotCreateIndex",
      "The field 'expireAfterSeconds' is not valid for an _id index specification",
    );
  spec.set("expireAfterSeconds", value.get("expireAfterSeconds"));
}

function addPartial(spec: Fields, value: Fields): void {
  if (!value.has("partialFilterExpression")) return;
  const filter = value.get("partialFilterExpression");
  if (!isDocument(filter))
    throw new CommandError("TypeMismatch", "The field 'partialFilterExpression' must be an object");
  if (spec.has("sparse"))
    throw new CommandError("CannotCreateIndex", 'cannot mix "partialFilterExpression" and "sparse" options');
  parseFilter(filter);
  spec.set("partialFilterExpression", filter);
}
