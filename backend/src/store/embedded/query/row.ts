import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import type { FieldTree } from "../bson/field-tree.ts";
import type { Fields } from "../bson/values.ts";

/** A document on its way through a query: its stored bytes, and its fields once somebody looks at them. */
export interface Row {
  readonly record: number;
  bytes(): Buffer;
  fields(): Fields;
  /** At least these fields; cheaper where nobody needs all. Undefined: all. */
  some(wanted: FieldTree | undefined): Fields;
}

/** One step of a query: a row, or undefined for "worked, found nothing yet", where a long query lets others run. */
export type Step = Row | undefined;

export function storedRow(record: number, bytes: Buffer): Row {
  let all: Fields | undefined;
  const fields = (): Fields => {
    all ??= decodeDocument(bytes);
    return all;
  };
  return {
    record,
    bytes: () => bytes,
    fields,
    some: (wanted) => (wanted === undefined || all !== undefined ? fields() : decodeDocument(bytes, wanted)),
  };
}

export function computedRow(fields: Fields): Row {
  return { record: -1, bytes: () => encodeDocument(fields), fields: () => fields, some: () => fields };
}
