import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import type { Fields } from "../bson/values.ts";

/** A document on its way through a query: its stored bytes, and its fields once somebody looks at them. */
export interface Row {
  readonly record: number;
  bytes(): Buffer;
  fields(): Fields;
}

/** One step of a query: a row, or undefined for "worked, found nothing yet", where a long query lets others run. */
export type Step = Row | undefined;

export function storedRow(record: number, bytes: Buffer): Row {
  let fields: Fields | undefined;
  return {
    record,
    bytes: () => bytes,
    fields: () => {
      fields ??= decodeDocument(bytes);
      return fields;
    },
  };
}

export function computedRow(fields: Fields): Row {
  return { record: -1, bytes: () => encodeDocument(fields), fields: () => fields };
}
