/** Bytes of a collection's or index's number at the front of every key. */
export const OWNER_BYTES = 4;
/** Bytes of a record number. */
export const RECORD_BYTES = 8;

const TWO_POW_32 = 0x1_0000_0000;

/** Key of a document: its collection's number, then its record number; so records lie in the order of insertion. */
export function recordKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(OWNER_BYTES + RECORD_BYTES);
  key.writeUInt32BE(collection, 0);
  writeRecord(key, record, OWNER_BYTES);
  return key;
}

/** First bytes of all keys of a collection or index. */
export function ownerPrefix(owner: number): Buffer {
  const key = Buffer.allocUnsafe(OWNER_BYTES);
  key.writeUInt32BE(owner, 0);
  return key;
}

/** A key in an index: the index's number, the encoded values, and (unless unique) the record number. */
export function entryKey(index: number, key: Buffer, record?: number): Buffer {
  const out = Buffer.allocUnsafe(OWNER_BYTES + key.length + (record === undefined ? 0 : RECORD_BYTES));
  out.writeUInt32BE(index, 0);
  out.set(key, OWNER_BYTES);
  if (record !== undefined) writeRecord(out, record, OWNER_BYTES + key.length);
  return out;
}

export function recordBytes(record: number): Buffer {
  const out = Buffer.allocUnsafe(RECORD_BYTES);
  writeRecord(out, record, 0);
  return out;
}

/** The record number in the last eight bytes. */
export function readRecord(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - RECORD_BYTES, RECORD_BYTES);
  return view.getUint32(0) * TWO_POW_32 + view.getUint32(4);
}

function writeRecord(out: Buffer, record: number, offset: number): void {
  out.writeUInt32BE(Math.floor(record / TWO_POW_32), offset);
  out.writeUInt32BE(record % TWO_POW_32, offset + 4);
}
