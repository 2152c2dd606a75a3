import { equalValues } from "../bson/compare-values.ts";
import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { type Fields, isArray, isDocument } from "../bson/values.ts";
import { openCursor } from "../cursors/open-cursor.ts";
import { CommandError } from "../errors.ts";
import { type Collection, type Index, isIdIndex } from "../storage/catalog.ts";
import { removeOwner } from "../storage/remove-owner.ts";
import { scanDocuments } from "../storage/scan.ts";
import type { Store } from "../storage/store.ts";
import { indexRecord } from "../storage/write-records.ts";
import {
  type Command,
  type CommandContext,
  collectionName,
  optionalDocument,
  type Reply,
  requiredArray,
  wholeNumber,
} from "./command.ts";
import { parseIndexSpec } from "./parse-index-spec.ts";

/** `createIndexes`: builds what is not there yet. A build that meets duplicates leaves no index behind. */
export async function createIndexes(command: Command, { store }: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const given = requiredArray(command.body.get("indexes"), "createIndexes.indexes");
  if (given.length === 0) throw new CommandError("BadValue", "Must specify at least one index to create");
  return store.writer.write(() => {
    const existing = store.catalog.find(command.database, name);
    const collation = existing?.collation?.spec;
    const specs = given.map((spec) => parseIndexSpec(spec, collation));
    const collection = existing ?? store.catalog.create(command.database, name, new Map());
    const before = collection.indexes.length;
    for (const spec of specs) {
      if (!alreadyThere(collection, spec)) build(store, collection, spec);
    }
    const after = collection.indexes.length;
    return {
      numIndexesBefore: before,
      numIndexesAfter: after,
      createdCollectionAutomatically: existing === undefined,
      ...(before === after ? { note: "all indexes already exist" } : {}),
      ok: 1,
    };
  });
}

/** `dropIndexes`: by name, by key, several by name, or all but that of _id with `*`. */
export async function dropIndexes(command: Command, { store }: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const which = command.body.get("index");
  return store.writer.write(() => {
    const collection = store.catalog.find(command.database, name);
    if (collection === undefined)
      throw new CommandError("NamespaceNotFound", `ns not found ${command.database}.${name}`);
    const nIndexesWas = collection.indexes.length;
    const doomed = which === "*" ? collection.indexes.filter((index) => !isIdIndex(index)) : pick(collection, which);
    for (const index of doomed) {
      if (isIdIndex(index)) throw new CommandError("InvalidOptions", "cannot drop _id index");
      removeOwner(store.environment.indexes, index.id);
    }
    collection.indexes = collection.indexes.filter((index) => !doomed.includes(index));
    store.catalog.save(collection);
    return { nIndexesWas, ok: 1 };
  });
}

/** `listIndexes`: the specifications, as a cursor. */
export async function listIndexes(command: Command, context: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const namespace = `${command.database}.${name}`;
  const collection = context.store.catalog.find(command.database, name);
  if (collection === undefined) throw new CommandError("NamespaceNotFound", `ns does not exist: ${namespace}`);
  const options = optionalDocument(command.body.get("cursor"), "cursor");
  const batchSize = options?.has("batchSize") ? wholeNumber(options.get("batchSize"), "batchSize", 0) : undefined;
  const specs = collection.indexes.map((index) => encodeDocument(index.spec));
  return openCursor(context, command.body, specs.values(), { namespace, batchSize });
}

function build(store: Store, collection: Collection, spec: Fields): void {
  const index = store.catalog.makeIndex(spec);
  collection.indexes = [...collection.indexes, index];
  try {
    for (const { record, bytes } of scanDocuments(store.environment, collection.id, false)) {
      indexRecord(store, collection, index, record, decodeDocument(bytes));
    }
  } catch (error) {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    removeOwner(store.environment.indexes, index.id);
    store.catalog.save(collection);
    throw error;
  }
  store.catalog.save(collection);
}

/** True when the same index exists; throws when another has its name (86) or its key with other options (85). */
function alreadyThere(collection: Collection, spec: Fields): boolean {
  const name = String(spec.get("name"));
  const key = spec.get("key");
  const sameName = collection.indexes.find((index) => index.name === name);
  const sameKey = collection.indexes.find(
    (index) => sameSpec(index.key, key) && sameSpec(index.spec.get("collation"), spec.get("collation")),
  );
  if (sameKey && isIdIndex(sameKey)) return true;
  if (sameName && !sameSpec(sameName.key, key)) {
    throw new CommandError(
      "IndexKeySpecsConflict",
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${name}`,
    );
  }
  const existing = sameName ?? sameKey;
  if (existing === undefined) return false;
  if (existing.name !== name) {
    throw new CommandError("IndexOptionsConflict", `Index already exists with a different name: ${existing.name}`);
  }
  if (sameOptions(existing, spec)) return true;
  throw new CommandError(
    "IndexOptionsConflict",
    `An equivalent index already exists with the same name but different options. Requested index: ${name}`,
  );
}

function sameOptions(index: Index, spec: Fields): boolean {
  return ["unique", "sparse", "expireAfterSeconds", "partialFilterExpression", "collation"].every((option) =>
    sameSpec(index.spec.get(option) ?? false, spec.get(option) ?? false),
  );
}

function sameSpec(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return equalValues(a, b);
}

function pick(collection: Collection, which: unknown): Index[] {
  if (isArray(which)) return which.flatMap((name) => pick(collection, name));
  const found = collection.indexes.filter((index) =>
    isDocument(which) ? sameSpec(index.key, which) : index.name === which,
  );
  if (found.length > 0) return found;
  const shown = isDocument(which)
    ? `can't find index with key: ${[...which.keys()].join(", ")}`
    : `index not found with name [${String(which)}]`;
  throw new CommandError("IndexNotFound", shown);
}
