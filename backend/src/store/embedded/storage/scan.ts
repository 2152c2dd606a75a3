import type { Index } from "./catalog.ts";
import type { Environment } from "./open-database.ts";
import { ownerPrefix, readRecord, recordKey } from "./record-keys.ts";
import { asBuffer, type Table } from "./table.ts";

/** Keys from `low` up to, without, `high`. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
  /** `low` is the whole key of one value of a unique index: no need to search. */
  readonly exact?: boolean;
}

export interface StoredDocument {
  readonly record: number;
  readonly bytes: Buffer;
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 512;

/** All keys of a collection or index. */
export function wholeRange(owner: number): KeyRange {
  return { low: ownerPrefix(owner), high: ownerPrefix(owner + 1) };
}

/**
 * Reads a collection in the order of insertion. It reads in chunks and finds its place again by key, so it may pause for
 * any time without holding an LMDB snapshot.
 */
export function* scanDocuments(
  environment: Environment,
  collection: number,
  reverse: boolean,
): Generator<StoredDocument> {
  for (const entries of chunks(environment.documents, wholeRange(collection), reverse, true)) {
    for (const { key, value } of entries) yield { record: readRecord(key), bytes: asBuffer(value) };
  }
}

/**
 * The record numbers an index holds in the ranges, in its order; a record comes once, however many keys it has. The first `skip`
 * keys are passed over unread.
 */
export function* scanIndex(
  environment: Environment,
  index: Index,
  ranges: readonly KeyRange[],
  reverse: boolean,
  skip = 0,
): Generator<number> {
  const seen = index.multikey ? new Set<number>() : undefined;
  let toSkip = skip;
  for (const range of reverse ? [...ranges].reverse() : ranges) {
    const skipped = toSkip === 0 ? 0 : Math.min(toSkip, countAllKeys(environment, [range]));
    toSkip -= skipped;
    if (toSkip > 0) continue;
    if (range.exact) {
      if (skipped > 0) continue;
      const holder = environment.indexes.get(range.low);
      if (holder === undefined) continue;
      const record = readRecord(holder);
      if (!seen?.has(record)) yield record;
      seen?.add(record);
      continue;
    }
    for (const entries of chunks(environment.indexes, range, reverse, index.unique, skipped)) {
      for (const { key, value } of entries) {
        const record = readRecord(index.unique ? value : key);
        if (seen?.has(record)) continue;
        seen?.add(record);
        yield record;
      }
    }
  }
}

/** Number of keys in the ranges. */
export function countAllKeys(environment: Environment, ranges: readonly KeyRange[]): number {
  const count = ({ low, high, exact }: KeyRange): number =>
    exact ? Number(environment.indexes.get(low) !== undefined) : environment.indexes.count({ start: low, end: high });
  return ranges.reduce((sum, range) => sum + count(range), 0);
}

/** Number of keys in the ranges, counted up to `limit`. */
export function countKeys(environment: Environment, ranges: readonly KeyRange[], limit: number): number {
  let count = 0;
  for (const { low, high } of ranges) {
    for (const _key of environment.indexes.keys({ start: low, end: high, limit: limit - count })) count++;
    if (count >= limit) break;
  }
  return count;
}

export function readDocument(environment: Environment, collection: number, record: number): Buffer | undefined {
  return environment.documents.get(recordKey(collection, record));
}

interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

function* chunks(
  database: Table,
  range: KeyRange,
  reverse: boolean,
  values: boolean,
  skip = 0,
): Generator<readonly Entry[]> {
  let offset = skip;
  let from = reverse ? range.high : range.low;
  let size = FIRST_CHUNK;
  let exclusive = reverse;
  for (;;) {
    const bounds = {
      start: from,
      end: reverse ? range.low : range.high,
      exclusiveStart: exclusive,
      inclusiveEnd: reverse,
    };
    const options = { ...bounds, reverse, limit: size, offset };
    const entries: Entry[] = [];
    if (values) for (const { key, value } of database.entries(options)) entries.push({ key, value });
    else for (const key of database.keys(options)) entries.push({ key, value: key });
    if (entries.length > 0) yield entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < size) return;
    from = last.key;
    offset = 0;
    exclusive = true;
    size = Math.min(size * 2, LARGEST_CHUNK);
  }
}
