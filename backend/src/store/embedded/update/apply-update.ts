import { ObjectId, Timestamp } from "bson";
import { runUpdatePipeline } from "../aggregate/run-update-pipeline.ts";
import { equalValues } from "../bson/compare-values.ts";
import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Filter } from "../query/filter.ts";
import { matchedPosition } from "../query/matched-position.ts";
import { type ArrayFilters, expandPath } from "./expand-path.ts";
import type { Modification, Update } from "./parse-update.ts";
import { UPDATE_OPERATORS } from "./update-operators.ts";
import { assertViable, readPath, removePath, writePath } from "./update-path.ts";

export interface UpdateContext {
  readonly filter: Filter;
  readonly arrayFilters: ArrayFilters;
  readonly variables: Fields | undefined;
  readonly now: Date;
}

/**
 * The document after an update; the one given is left as it is. Throws ImmutableField (66) when _id would change.
 * `inserting` applies $setOnInsert too.
 */
export function applyUpdate(document: Fields, update: Update, context: UpdateContext, inserting: boolean): Fields {
  const result = updated(document, update, context, inserting);
  const before = document.get("_id");
  const after = result.get("_id");
  if (document.has("_id") && (!result.has("_id") || !sameId(before, after))) throw immutableId();
  return withIdFirst(result);
}

/** The new document of an upsert: what the filter holds fixed, then the update. */
export function makeUpsert(filter: Filter, update: Update, context: UpdateContext): Fields {
  const seed: Fields = new Map();
  seedFrom(filter, seed, update.kind === "replace");
  const document = applyUpdate(seed, update, context, true);
  if (document.has("_id")) return document;
  return new Map<string, unknown>([["_id", new ObjectId()], ...document]);
}

export function assertValidId(value: unknown): void {
  if (isArray(value)) throw new CommandError("InvalidIdField", "The '_id' value cannot be of type array");
  const bad = isDocument(value) ? [...value.keys()].find((name) => name.startsWith("$")) : undefined;
  if (bad !== undefined)
    throw new CommandError(
      "DollarPrefixedFieldName",
      `_id fields may not contain '$'-prefixed fields: ${bad} is not valid for storage.`,
    );
}

/** Zero timestamps at the top of an inserted document become the present time, as in MongoDB. */
export function fillTimestamps(document: Fields, now: Date): boolean {
  let filled = false;
  for (const [name, value] of document) {
    if (name === "_id" || !(value instanceof Timestamp) || !value.isZero()) continue;
    document.set(name, new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
    filled = true;
  }
  return filled;
}

function updated(document: Fields, update: Update, context: UpdateContext, inserting: boolean): Fields {
  switch (update.kind) {
    case "replace": {
      const result = new Map(update.document);
      if (document.has("_id") && !result.has("_id")) result.set("_id", document.get("_id"));
      return result;
    }
    case "pipeline":
      return runUpdatePipeline(document, update.stages, context.variables);
    case "modify": {
      const result = decodeDocument(encodeDocument(document));
      for (const modification of update.modifications) {
        if (modification.operator !== "$setOnInsert" || inserting) modify(result, document, modification, context);
      }
      return result;
    }
  }
}

function modify(result: Fields, before: Fields, modification: Modification, context: UpdateContext): void {
  const { operator, path, operand } = modification;
  if (operator === "$rename") {
    rename(result, path, String(operand));
    return;
  }
  const apply = UPDATE_OPERATORS[operator];
  if (apply === undefined) throw new CommandError("FailedToParse", `Unknown modifier: ${operator}`);
  const position = path.includes("$") ? matchedPosition(context.filter, before) : undefined;
  for (const names of expandPath(result, path, position, context.arrayFilters)) {
    const current = readPath(result, names);
    if (current === MISSING && operator !== "$unset") assertViable(result, names);
    const value = apply(current, operand, path, context.now);
    if (value !== MISSING) {
      if (value !== current) writePath(result, names, value);
    } else if (current !== MISSING) removePath(result, names);
  }
}

function rename(result: Fields, from: string, to: string): void {
  const source = from.split(".");
  const value = readPath(result, source);
  if (value === MISSING) return;
  removePath(result, source);
  writePath(result, to.split("."), value);
}

function sameId(before: unknown, after: unknown): boolean {
  return equalValues(before, after);
}

function immutableId(): CommandError {
  return new CommandError(
    "ImmutableField",
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

function withIdFirst(document: Fields): Fields {
  const [first] = document.keys();
  if (first === "_id" || !document.has("_id")) return document;
  return new Map<string, unknown>([["_id", document.get("_id")], ...document]);
}

/** Puts what the filter's equalities say into a new document; a replacement takes only _id. */
function seedFrom(filter: Filter, seed: Fields, onlyId: boolean): void {
  if (filter.kind === "and") {
    for (const child of filter.children) seedFrom(child, seed, onlyId);
    return;
  }
  if (filter.kind === "or" && filter.children.length === 1 && filter.children[0]) {
    seedFrom(filter.children[0], seed, onlyId);
    return;
  }
  const equal = equality(filter);
  if (equal === undefined || (onlyId && equal.path !== "_id")) return;
  const names = equal.path.split(".");
  if (readPath(seed, names) !== MISSING) {
    throw new CommandError(
      "NotSingleValueField",
      `cannot infer query fields to set, path '${equal.path}' is matched twice`,
    );
  }
  writePath(seed, names, equal.value);
}

function equality(filter: Filter): { path: string; value: unknown } | undefined {
  if (filter.kind === "compare" && filter.operator === "eq") return { path: filter.path, value: filter.value };
  if (filter.kind === "in" && filter.values.length === 1 && filter.patterns.length === 0) {
    return { path: filter.path, value: filter.values[0] };
  }
  return undefined;
}
