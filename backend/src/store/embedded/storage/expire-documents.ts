import type { Filter } from "../query/filter.ts";
import { collectRows, findRows } from "../query/find-rows.ts";
import type { Collection, Index } from "./catalog.ts";
import { readDocument } from "./scan.ts";
import type { Store } from "./store.ts";
import { deleteRecord } from "./write-records.ts";

/** Documents of one index deleted in one transaction; more wait for the next. */
const BATCH = 500;

/** Deletes what TTL indexes say has expired by `now`. Returns how many documents went. */
export async function expireDocuments(store: Store, now: Date): Promise<number> {
  let deleted = 0;
  for (const collection of store.catalog.all()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      deleted += await expireByIndex(store, collection, index, now);
    }
  }
  return deleted;
}

async function expireByIndex(store: Store, collection: Collection, index: Index, now: Date): Promise<number> {
  const path = index.parts[0]?.path ?? "";
  const value = new Date(now.getTime() - (index.expireAfterSeconds ?? 0) * 1000);
  const filter: Filter = { kind: "compare", path, operator: "lte", value };
  let deleted = 0;
  for (;;) {
    const found = collectRows(findRows(store, collection, { filter, limit: BATCH, hint: index.name }).rows);
    if (found.length === 0) return deleted;
    deleted += await store.writer.write(() => {
      let n = 0;
      if (store.catalog.find(collection.database, collection.name) !== collection) return 0;
      for (const { record, bytes } of found) {
        const current = readDocument(store.environment, collection.id, record);
        if (current === undefined || !current.equals(bytes())) continue;
        deleteRecord(store, collection, record, current);
        n++;
      }
      return n;
    });
    if (found.length < BATCH) return deleted;
  }
}
