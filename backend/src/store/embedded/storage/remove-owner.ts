import { wholeRange } from "./scan.ts";
import type { Table } from "./table.ts";

const KEYS_PER_ROUND = 1000;

/** Removes all documents of a collection, or all keys of an index. Within a transaction. */
export function removeOwner(database: Table, owner: number): void {
  const { low, high } = wholeRange(owner);
  for (;;) {
    const keys = [...database.keys({ start: low, end: high, limit: KEYS_PER_ROUND })];
    for (const key of keys) database.remove(key);
    if (keys.length < KEYS_PER_ROUND) return;
  }
}
