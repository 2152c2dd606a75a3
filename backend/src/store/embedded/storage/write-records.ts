import { decodeDocument } from "../bson/decode-document.ts";
import type { Fields } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Collection, Index } from "./catalog.ts";
import { assertUnique, entriesOf, type IndexEntries, lmdbKey } from "./index-entries.ts";
import { recordBytes, recordKey } from "./record-keys.ts";
import type { Store } from "./store.ts";

/** MongoDB's limit on a document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const NO_VALUE = Buffer.from([0]);

interface IndexChange {
  readonly index: Index;
  readonly added: readonly Buffer[];
  readonly removed: readonly Buffer[];
  readonly entries: IndexEntries;
}

/**
 * Adds a document, whose first field is _id. Within a transaction. Throws before anything is written: DuplicateKey,
 * BSONObjectTooLarge, CannotIndexParallelArrays.
 */
export function insertRecord(store: Store, collection: Collection, bytes: Buffer, fields: Fields): void {
  assertSize(bytes);
  const record = collection.nextRecord;
  const changes = collection.indexes.map((index): IndexChange => {
    const entries = entriesOf(index, fields);
    assertUnique(store, collection, index, entries.keys, record, fields);
    return { index, added: entries.keys, removed: [], entries };
  });
  collection.nextRecord++;
  store.environment.documents.put(recordKey(collection.id, record), bytes);
  applyChanges(store, collection, changes, record);
  collection.count++;
  collection.bytes += bytes.length;
  store.catalog.touch(collection);
}

/** Replaces a document's content. Within a transaction; throws as insertRecord does. */
export function replaceRecord(
  store: Store,
  collection: Collection,
  record: number,
  before: { bytes: Buffer; fields: Fields },
  after: { bytes: Buffer; fields: Fields },
): void {
  assertSize(after.bytes);
  const changes = collection.indexes.map((index): IndexChange => {
    const old = entriesOf(index, before.fields);
    const entries = entriesOf(index, after.fields);
    const added = without(entries.keys, old.keys);
    assertUnique(store, collection, index, added, record, after.fields);
    return { index, added, removed: without(old.keys, entries.keys), entries };
  });
  store.environment.documents.put(recordKey(collection.id, record), after.bytes);
  applyChanges(store, collection, changes, record);
  collection.bytes += after.bytes.length - before.bytes.length;
  store.catalog.touch(collection);
}

/** Removes a document. Within a transaction. */
export function deleteRecord(store: Store, collection: Collection, record: number, bytes: Buffer): void {
  const fields = decodeDocument(bytes);
  for (const index of collection.indexes) {
    for (const key of entriesOf(index, fields).keys) store.environment.indexes.remove(lmdbKey(index, key, record));
  }
  store.environment.documents.remove(recordKey(collection.id, record));
  collection.count--;
  collection.bytes -= bytes.length;
  store.catalog.touch(collection);
}

/** Files an existing document in a new index. Within a transaction. */
export function indexRecord(store: Store, collection: Collection, index: Index, record: number, fields: Fields): void {
  const entries = entriesOf(index, fields);
  assertUnique(store, collection, index, entries.keys, record, fields);
  applyChanges(store, collection, [{ index, added: entries.keys, removed: [], entries }], record);
}

function applyChanges(store: Store, collection: Collection, changes: readonly IndexChange[], record: number): void {
  let learned = false;
  for (const { index, added, removed, entries } of changes) {
    for (const key of removed) store.environment.indexes.remove(lmdbKey(index, key, record));
    for (const key of added) {
      store.environment.indexes.put(lmdbKey(index, key, record), index.unique ? recordBytes(record) : NO_VALUE);
    }
    if ((entries.multikey && !index.multikey) || (entries.long && !index.long)) {
      index.multikey ||= entries.multikey;
      index.long ||= entries.long;
      learned = true;
    }
  }
  if (learned) store.catalog.save(collection);
}

function without(keys: readonly Buffer[], others: readonly Buffer[]): Buffer[] {
  return keys.filter((key) => !others.some((other) => other.equals(key)));
}

function assertSize(bytes: Buffer): void {
  if (bytes.length <= MAX_DOCUMENT_BYTES) return;
  throw new CommandError(
    "BSONObjectTooLarge",
    `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16)}) is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
  );
}
