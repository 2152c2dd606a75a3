import { type Fields, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { namespaceOf } from "../storage/catalog.ts";
import { removeOwner } from "../storage/remove-owner.ts";
import {
  assertDatabaseName,
  assertNamespace,
  type Command,
  type CommandContext,
  collectionName,
  flag,
  type Reply,
} from "./command.ts";
import { collationOption } from "./parse-index-spec.ts";

const COMMAND_FIELDS = new Set([
  "create",
  "lsid",
  "writeConcern",
  "comment",
  "maxTimeMS",
  "apiVersion",
  "apiStrict",
  "apiDeprecationErrors",
]);

/** `create`: a collection with its options. Capped collections are accepted; nothing is ever dropped from them. */
export async function create(command: Command, { store }: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  if (command.body.has("viewOn"))
    throw new CommandError("CommandNotSupported", "views are not supported by the embedded store");
  if (command.body.has("timeseries")) {
    throw new CommandError("CommandNotSupported", "time-series collections are not supported by the embedded store");
  }
  const options: Fields = new Map(
    [...command.body].filter(([field]) => !COMMAND_FIELDS.has(field) && !field.startsWith("$")),
  );
  const collation = collationOption(options.get("collation"));
  if (collation) options.set("collation", collation);
  return store.writer.write(() => {
    const existing = store.catalog.find(command.database, name);
    if (existing !== undefined && !sameOptions(existing.options, options)) {
      throw new CommandError("NamespaceExists", `Collection ${command.database}.${name} already exists.`);
    }
    if (existing === undefined) store.catalog.create(command.database, name, options);
    return { ok: 1 };
  });
}

/** `drop`: a collection with all that is in it. */
export async function drop(command: Command, { store, cursors }: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const namespace = `${command.database}.${name}`;
  return store.writer.write(() => {
    const collection = store.catalog.find(command.database, name);
    if (collection === undefined) return { ok: 1 };
    cursors.closeNamespace(namespace);
    for (const index of collection.indexes) removeOwner(store.environment.indexes, index.id);
    removeOwner(store.environment.documents, collection.id);
    store.catalog.remove(collection);
    return { nIndexesWas: collection.indexes.length, ns: namespace, ok: 1 };
  });
}

/** `dropDatabase`: all its collections. */
export async function dropDatabase(command: Command, { store, cursors }: CommandContext): Promise<Reply> {
  assertDatabaseName(command.database);
  return store.writer.write(() => {
    for (const collection of store.catalog.ofDatabase(command.database)) {
      cursors.closeNamespace(namespaceOf(collection));
      for (const index of collection.indexes) removeOwner(store.environment.indexes, index.id);
      removeOwner(store.environment.documents, collection.id);
      store.catalog.remove(collection);
    }
    return { dropped: command.database, ok: 1 };
  });
}

/** `renameCollection`: another name for the same documents. */
export async function renameCollection(command: Command, { store }: CommandContext): Promise<Reply> {
  const from = splitNamespace(command.body.get("renameCollection"));
  const to = splitNamespace(command.body.get("to"));
  return store.writer.write(() => {
    const collection = store.catalog.find(from.database, from.name);
    if (collection === undefined) {
      throw new CommandError("NamespaceNotFound", `Source collection ${from.database}.${from.name} does not exist`);
    }
    const target = store.catalog.find(to.database, to.name);
    if (target === collection) throw new CommandError("IllegalOperation", "Can't rename a collection to itself");
    if (target !== undefined) {
      if (!flag(command.body.get("dropTarget"))) throw new CommandError("NamespaceExists", "target namespace exists");
      for (const index of target.indexes) removeOwner(store.environment.indexes, index.id);
      removeOwner(store.environment.documents, target.id);
      store.catalog.remove(target);
    }
    store.catalog.rename(collection, to.database, to.name);
    return { ok: 1 };
  });
}

function splitNamespace(value: unknown): { database: string; name: string } {
  const text = typeof value === "string" ? value : "";
  const dot = text.indexOf(".");
  const [database, name] = [text.slice(0, Math.max(0, dot)), text.slice(dot + 1)];
  assertNamespace(database, name);
  return { database, name };
}

/** Creating a collection again with the options it has is no error. */
function sameOptions(a: Fields, b: Fields): boolean {
  const text = (fields: Fields): string =>
    JSON.stringify([...fields], (_key, value: unknown) => (isDocument(value) ? [...value] : value));
  return text(a) === text(b);
}
