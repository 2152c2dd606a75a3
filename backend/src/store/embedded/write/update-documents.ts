import { encodeDocument } from "../bson/encode-document.ts";
import type { Fields } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { collectRows, type FindRequest, findRows } from "../query/find-rows.ts";
import type { Row } from "../query/row.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Store } from "../storage/store.ts";
import { deleteRecord, insertRecord, replaceRecord } from "../storage/write-records.ts";
import { applyUpdate, assertValidId, fillTimestamps, makeUpsert, type UpdateContext } from "../update/apply-update.ts";
import type { ArrayFilters } from "../update/expand-path.ts";
import type { Update } from "../update/parse-update.ts";
import { ensureCollection } from "./insert-documents.ts";

export interface UpdateStatement {
  readonly find: FindRequest;
  readonly update: Update;
  readonly arrayFilters: ArrayFilters;
  readonly multi: boolean;
  readonly upsert: boolean;
}

export interface UpdateOutcome {
  readonly matched: number;
  readonly modified: number;
  readonly upserted: Fields | undefined;
  /** Of the last document updated. */
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
}

/** Runs one update statement. Within a transaction, so between reading and writing nothing else happens. */
export function updateDocuments(
  store: Store,
  database: string,
  name: string,
  statement: UpdateStatement,
): UpdateOutcome {
  const { update, find } = statement;
  if (statement.multi && update.kind === "replace") {
    throw new CommandError("FailedToParse", "multi update is not supported for replacement-style update");
  }
  const context: UpdateContext = {
    filter: find.filter,
    arrayFilters: statement.arrayFilters,
    variables: find.variables,
    now: new Date(),
  };
  const collection = store.catalog.find(database, name);
  const request = statement.multi ? find : { ...find, limit: 1 };
  const rows = collection === undefined ? [] : collectRows(findRows(store, collection, request).rows);
  if (collection === undefined || rows.length === 0) {
    const upserted = statement.upsert ? upsert(store, database, name, update, context) : undefined;
    return { matched: 0, modified: 0, upserted, before: undefined, after: upserted };
  }
  let modified = 0;
  let last: { before: Fields; after: Fields } | undefined;
  for (const row of rows) {
    const after = updateRow(store, collection, row, update, context);
    if (after !== undefined) modified++;
    last = { before: row.fields(), after: after ?? row.fields() };
  }
  return { matched: rows.length, modified, upserted: undefined, before: last?.before, after: last?.after };
}

/** Deletes what matches, or only the first. Within a transaction; returns how many, and the last one's fields. */
export function deleteDocuments(
  store: Store,
  database: string,
  name: string,
  request: FindRequest,
): { deleted: number; before: Fields | undefined } {
  const collection = store.catalog.find(database, name);
  if (collection === undefined) return { deleted: 0, before: undefined };
  const rows = collectRows(findRows(store, collection, request).rows);
  for (const row of rows) deleteRecord(store, collection, row.record, row.bytes());
  return { deleted: rows.length, before: rows.at(-1)?.fields() };
}

/** The document after the update; undefined when the update changes nothing. */
function updateRow(
  store: Store,
  collection: Collection,
  row: Row,
  update: Update,
  context: UpdateContext,
): Fields | undefined {
  const before = { bytes: row.bytes(), fields: row.fields() };
  const fields = applyUpdate(before.fields, update, context, false);
  if (update.kind === "replace") fillTimestamps(fields, context.now);
  const bytes = encodeDocument(fields);
  if (bytes.equals(before.bytes)) return undefined;
  replaceRecord(store, collection, row.record, before, { bytes, fields });
  return fields;
}

function upsert(store: Store, database: string, name: string, update: Update, context: UpdateContext): Fields {
  const fields = makeUpsert(context.filter, update, context);
  assertValidId(fields.get("_id"));
  fillTimestamps(fields, context.now);
  insertRecord(store, ensureCollection(store, database, name), encodeDocument(fields), fields);
  return fields;
}
