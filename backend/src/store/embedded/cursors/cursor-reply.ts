import { Long } from "bson";
import { encodeDocument } from "../bson/encode-document.ts";
import { joinElements, rawElement } from "../bson/raw-document.ts";

const TYPE_DOCUMENT = 0x03;
const TYPE_ARRAY = 0x04;
const HEADER_BYTES = 4;

/** `{ cursor: { <batchName>: [...], id, ns }, ok: 1 }`, with documents that are bytes already. */
export function cursorReply(
  batchName: "firstBatch" | "nextBatch",
  documents: readonly Buffer[],
  id: number,
  namespace: string,
): Buffer {
  const batch = joinElements(documents.map((document, i) => rawElement(TYPE_DOCUMENT, String(i), document)));
  const rest = elementsOf(encodeDocument({ id: Long.fromNumber(id), ns: namespace }));
  const cursor = joinElements([rawElement(TYPE_ARRAY, batchName, batch), rest]);
  return joinElements([rawElement(TYPE_DOCUMENT, "cursor", cursor), elementsOf(encodeDocument({ ok: 1 }))]);
}

function elementsOf(document: Buffer): Buffer {
  return document.subarray(HEADER_BYTES, document.length - 1);
}
