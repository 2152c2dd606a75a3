import { randomUUID } from "node:crypto";
import { type Binary, UUID } from "bson";
import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { type Fields, isArray, isDocument, isTruthy, toNumber } from "../bson/values.ts";
import type { KeyPart } from "../keys/index-keys.ts";
import { type Collation, parseCollation } from "../query/collation.ts";
import { compileFilter, type Predicate } from "../query/compile-filter.ts";
import type { Filter } from "../query/filter.ts";
import { parseFilter } from "../query/parse-filter.ts";
import type { Environment } from "./open-database.ts";
import { ownerPrefix, RECORD_BYTES, readRecord } from "./record-keys.ts";

export interface Index {
  /** First four bytes of its keys. */
  readonly id: number;
  readonly name: string;
  /** As given: path -> 1, -1 or "hashed". */
  readonly key: Fields;
  readonly parts: readonly KeyPart[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: { readonly filter: Filter; readonly test: Predicate } | undefined;
  readonly expireAfterSeconds: number | undefined;
  readonly collation: Collation | undefined;
  /** What createIndexes was given and listIndexes tells. */
  readonly spec: Fields;
  /** A path has led through an array: a document may have several keys. */
  multikey: boolean;
  /** A key was cut to fit LMDB: the order of keys is then no longer the order of values. */
  long: boolean;
}

export interface Collection {
  readonly id: number;
  readonly database: string;
  readonly name: string;
  readonly options: Fields;
  readonly uuid: Binary;
  readonly collation: Collation | undefined;
  indexes: readonly Index[];
  count: number;
  bytes: number;
  nextRecord: number;
}

const COLLECTION_TAG = 0x63;
const STATISTICS_TAG = 0x73;
const COUNTER_KEY = Buffer.from("next");
const ID_INDEX = "_id_";

/** Which collections and indexes exist, and how much is in them. In memory, and written with each change. */
export class Catalog {
  private readonly environment: Environment;
  private readonly byNamespace = new Map<string, Collection>();
  private readonly changed = new Set<Collection>();
  private nextId = 1;

  constructor(environment: Environment) {
    this.environment = environment;
    this.load();
  }

  /** Reads everything anew; for the start, and after a transaction that was rolled back. */
  load(): void {
    this.byNamespace.clear();
    this.changed.clear();
    const counter = this.environment.catalog.get(COUNTER_KEY);
    this.nextId = counter === undefined ? 1 : counter.readUInt32BE(0);
    const start = Buffer.from([COLLECTION_TAG]);
    const end = Buffer.from([COLLECTION_TAG + 1]);
    for (const { value } of this.environment.catalog.entries({ start, end }))
      this.add(this.restore(decodeDocument(value)));
  }

  find(database: string, name: string): Collection | undefined {
    return this.byNamespace.get(`${database}.${name}`);
  }

  all(): Collection[] {
    return [...this.byNamespace.values()];
  }

  ofDatabase(database: string): Collection[] {
    return this.all().filter((collection) => collection.database === database);
  }

  /** Adds a collection with its _id index. Within a transaction. */
  create(database: string, name: string, options: Fields): Collection {
    const collation = parseCollation(options.get("collation"));
    const collection: Collection = {
      id: this.takeId(),
      database,
      name,
      options,
      uuid: new UUID(randomUUID()).toBinary(),
      collation,
      indexes: [],
      count: 0,
      bytes: 0,
      nextRecord: 1,
    };
    const spec: Fields = new Map<string, unknown>([
      ["v", 2],
      ["key", new Map([["_id", 1]])],
      ["name", ID_INDEX],
    ]);
    if (collation) spec.set("collation", collation.spec);
    collection.indexes = [this.makeIndex(spec)];
    this.add(collection);
    this.save(collection);
    return collection;
  }

  remove(collection: Collection): void {
    this.byNamespace.delete(`${collection.database}.${collection.name}`);
    this.changed.delete(collection);
    this.environment.catalog.remove(taggedKey(COLLECTION_TAG, collection.id));
    this.environment.catalog.remove(taggedKey(STATISTICS_TAG, collection.id));
  }

  /** Gives a collection another name; its data stay where they are. */
  rename(collection: Collection, database: string, name: string): void {
    this.byNamespace.delete(`${collection.database}.${collection.name}`);
    this.changed.delete(collection);
    const renamed = { ...collection, database, name };
    this.add(renamed);
    this.save(renamed);
  }

  /** An index of a new number, not yet part of a collection. */
  makeIndex(spec: Fields): Index {
    return readIndex(this.takeId(), spec, false, false);
  }

  /** Writes a collection's definition. Within a transaction. */
  save(collection: Collection): void {
    this.environment.catalog.put(taggedKey(COLLECTION_TAG, collection.id), encodeDocument(describe(collection)));
    this.touch(collection);
  }

  /** Marks count and size as changed. */
  touch(collection: Collection): void {
    this.changed.add(collection);
  }

  /** Writes the counts that changed. At the end of a transaction. */
  saveStatistics(): void {
    for (const { id, count, bytes } of this.changed) {
      const value = Buffer.allocUnsafe(16);
      value.writeDoubleBE(count, 0);
      value.writeDoubleBE(bytes, 8);
      this.environment.catalog.put(taggedKey(STATISTICS_TAG, id), value);
    }
    this.changed.clear();
  }

  private add(collection: Collection): void {
    this.byNamespace.set(`${collection.database}.${collection.name}`, collection);
  }

  private takeId(): number {
    const id = this.nextId++;
    this.environment.catalog.put(COUNTER_KEY, ownerPrefix(this.nextId));
    return id;
  }

  private restore(stored: Fields): Collection {
    const id = toNumber(stored.get("id"));
    const options = fieldsOf(stored.get("options"));
    const statistics = this.environment.catalog.get(taggedKey(STATISTICS_TAG, id));
    const indexes = stored.get("indexes");
    return {
      id,
      database: String(stored.get("database")),
      name: String(stored.get("name")),
      options,
      uuid: new UUID(String(stored.get("uuid"))).toBinary(),
      collation: parseCollation(options.get("collation")),
      indexes: (isArray(indexes) ? indexes : []).map((entry) => restoreIndex(fieldsOf(entry))),
      count: statistics?.readDoubleBE(0) ?? 0,
      bytes: statistics?.readDoubleBE(8) ?? 0,
      nextRecord: this.lastRecord(id) + 1,
    };
  }

  private lastRecord(collection: number): number {
    const range = { start: ownerPrefix(collection + 1), end: ownerPrefix(collection), reverse: true, limit: 1 };
    for (const key of this.environment.documents.keys(range)) {
      if (key.length > RECORD_BYTES && Buffer.from(key).readUInt32BE(0) === collection) return readRecord(key);
    }
    return 0;
  }
}

export function isIdIndex(index: Index): boolean {
  return index.name === ID_INDEX;
}

export function namespaceOf(collection: Collection): string {
  return `${collection.database}.${collection.name}`;
}

function readIndex(id: number, spec: Fields, multikey: boolean, long: boolean): Index {
  const key = fieldsOf(spec.get("key"));
  const partialSpec = spec.get("partialFilterExpression");
  const filter = isDocument(partialSpec) ? parseFilter(partialSpec) : undefined;
  const expiry = spec.get("expireAfterSeconds");
  return {
    id,
    name: String(spec.get("name")),
    key,
    parts: [...key].map(([path, direction]) => ({ path, descending: toNumber(direction) < 0 })),
    unique: isTruthy(spec.get("unique")) || spec.get("name") === ID_INDEX,
    sparse: isTruthy(spec.get("sparse")),
    partial: filter && { filter, test: compileFilter(filter) },
    expireAfterSeconds: expiry === undefined ? undefined : toNumber(expiry),
    collation: parseCollation(spec.get("collation")),
    spec,
    multikey,
    long,
  };
}

function restoreIndex(stored: Fields): Index {
  const spec = fieldsOf(stored.get("spec"));
  return readIndex(toNumber(stored.get("id")), spec, isTruthy(stored.get("multikey")), isTruthy(stored.get("long")));
}

function describe(collection: Collection): Fields {
  return new Map<string, unknown>([
    ["id", collection.id],
    ["database", collection.database],
    ["name", collection.name],
    ["options", collection.options],
    ["uuid", collection.uuid.toUUID().toHexString()],
    ["indexes", collection.indexes.map(({ id, spec, multikey, long }) => ({ id, spec, multikey, long }))],
  ]);
}

function fieldsOf(value: unknown): Fields {
  return isDocument(value) ? value : new Map();
}

function taggedKey(tag: number, id: number): Buffer {
  return Buffer.concat([Buffer.from([tag]), ownerPrefix(id)]);
}
