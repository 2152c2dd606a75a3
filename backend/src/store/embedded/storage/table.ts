import type { Database, RangeOptions } from "lmdb";

/** A change to be made durable: a value, or none for a removal. */
export interface Change {
  readonly database: Database<Buffer, Buffer>;
  readonly key: Buffer;
  readonly value: Buffer | undefined;
}

/** One LMDB database. What is written to it, within a transaction, is also noted in the journal. */
export class Table {
  private readonly database: Database<Buffer, Buffer>;
  private readonly journal: Change[];

  constructor(database: Database<Buffer, Buffer>, journal: Change[]) {
    this.database = database;
    this.journal = journal;
  }

  get(key: Buffer): Buffer | undefined {
    const bytes = this.database.getBinary(key);
    return bytes === undefined ? undefined : asBuffer(bytes);
  }

  entries(options: RangeOptions): Iterable<{ key: Buffer; value: Buffer }> {
    return this.database.getRange(options);
  }

  keys(options: RangeOptions): Iterable<Buffer> {
    return this.database.getKeys(options);
  }

  /** Number of keys in a range, without reading them. */
  count(options: RangeOptions): number {
    return this.database.getKeysCount(options);
  }

  put(key: Buffer, value: Buffer): void {
    this.database.put(key, value);
    this.journal.push({ database: this.database, key, value });
  }

  remove(key: Buffer): void {
    this.database.remove(key);
    this.journal.push({ database: this.database, key, value: undefined });
  }
}

/** LMDB hands out plain byte arrays; the same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
