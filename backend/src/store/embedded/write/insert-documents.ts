import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { withIdFirst } from "../bson/raw-document.ts";
import type { Fields } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Store } from "../storage/store.ts";
import { insertRecord, MAX_DOCUMENT_BYTES } from "../storage/write-records.ts";
import { assertValidId, fillTimestamps } from "../update/apply-update.ts";

export interface PreparedDocument {
  readonly bytes: Buffer;
  readonly fields: Fields;
}

/** Checks a document and gives it an _id. Throws what an insert of it would answer. */
export function prepareDocument(raw: Buffer, now: Date): PreparedDocument {
  if (raw.length > MAX_DOCUMENT_BYTES) {
    throw new CommandError(
      "BSONObjectTooLarge",
      `object to insert too large. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT_BYTES}`,
    );
  }
  const bytes = withIdFirst(raw);
  const fields = decodeDocument(bytes);
  assertValidId(fields.get("_id"));
  return fillTimestamps(fields, now) ? { bytes: encodeDocument(fields), fields } : { bytes, fields };
}

/** The collection, created where there is none yet. Within a transaction. */
export function ensureCollection(store: Store, database: string, name: string): Collection {
  return store.catalog.find(database, name) ?? store.catalog.create(database, name, new Map());
}

/** Inserts one document. Within a transaction. */
export function insertDocument(store: Store, collection: Collection, document: PreparedDocument): void {
  insertRecord(store, collection, document.bytes, document.fields);
}
