import { serialize } from "bson";
import type { Fields } from "./values.ts";

/** The fields as BSON bytes, in their order. Accepts plain objects and maps at any depth. */
export function encodeDocument(fields: Fields | Record<string, unknown>): Buffer {
  const bytes = serialize(fields, { ignoreUndefined: false });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
