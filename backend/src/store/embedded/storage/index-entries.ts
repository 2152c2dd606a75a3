import { type Fields, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { encodeKey } from "../keys/encode-key.ts";
import { indexKeys, keyTuples, shortenKey } from "../keys/index-keys.ts";
import { type Collection, type Index, namespaceOf } from "./catalog.ts";
import { entryKey, readRecord } from "./record-keys.ts";
import type { Store } from "./store.ts";

export interface IndexEntries {
  readonly keys: readonly Buffer[];
  readonly multikey: boolean;
  readonly long: boolean;
}

const NO_ENTRIES: IndexEntries = { keys: [], multikey: false, long: false };

/** The keys of a document in an index: none where a partial or sparse index leaves it out. */
export function entriesOf(index: Index, fields: Fields): IndexEntries {
  if (index.partial && !index.partial.test(fields)) return NO_ENTRIES;
  const entries = indexKeys(fields, index.parts, index.collation?.fold);
  return index.sparse && entries.absent ? NO_ENTRIES : entries;
}

/** Key in LMDB: a unique index holds one record per key (as its value), another any number (at the key's end). */
export function lmdbKey(index: Index, key: Buffer, record: number): Buffer {
  return index.unique ? entryKey(index.id, key) : entryKey(index.id, key, record);
}

/** Throws DuplicateKey (11000) when another record than `record` has one of the keys of a unique index. */
export function assertUnique(
  store: Store,
  collection: Collection,
  index: Index,
  keys: readonly Buffer[],
  record: number,
  fields: Fields,
): void {
  if (!index.unique) return;
  for (const key of keys) {
    const holder = store.environment.indexes.get(entryKey(index.id, key));
    if (holder !== undefined && readRecord(holder) !== record) throw duplicateKey(collection, index, key, fields);
  }
}

export function duplicateKey(collection: Collection, index: Index, key: Buffer, fields: Fields): CommandError {
  const tuple = keyTuples(fields, index.parts).find((values) =>
    shortenKey(
      Buffer.concat(values.map((value, i) => component(value, index.parts[i]?.descending === true, index))),
    ).equals(key),
  );
  const keyValue = new Map(index.parts.map((part, i) => [part.path, presentable(tuple?.[i])]));
  const shown = [...keyValue].map(([path, value]) => `${path}: ${show(value)}`).join(", ");
  return new CommandError(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: { ${shown} }`,
    { keyPattern: index.key, keyValue },
  );
}

function component(value: unknown, descending: boolean, index: Index): Buffer {
  const bytes = encodeKey(value === MISSING ? null : value, index.collation?.fold);
  return descending ? Buffer.from(bytes.map((byte) => ~byte & 0xff)) : bytes;
}

function presentable(value: unknown): unknown {
  return value === MISSING || value === undefined ? null : value;
}

function show(value: unknown): string {
  if (value instanceof Map)
    return `{ ${[...value].map(([name, part]) => `${String(name)}: ${show(part)}`).join(", ")} }`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(", ")} ]`;
  if (typeof value === "object" && value !== null && "toHexString" in value) return `ObjectId('${String(value)}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
