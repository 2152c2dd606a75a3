import { Long } from "bson";
import { evaluateLet } from "../aggregate/evaluate-let.ts";
import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { type Fields, isDocument, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import { parseFilter } from "../query/parse-filter.ts";
import type { Store } from "../storage/store.ts";
import { ensureCollection, insertDocument, prepareDocument } from "../write/insert-documents.ts";
import { deleteDocuments, updateDocuments } from "../write/update-documents.ts";
import { writeError } from "../write/write-errors.ts";
import { assertNamespace, type Command, type CommandContext, flag, type Reply, requiredArray } from "./command.ts";
import { readUpdate } from "./update.ts";

interface Namespace {
  readonly database: string;
  readonly name: string;
}

interface Totals {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

/** `bulkWrite`: inserts, updates and deletes on several collections, in one transaction. */
export async function bulkWrite(command: Command, { store }: CommandContext): Promise<Reply> {
  const { body } = command;
  if (command.database !== "admin")
    throw new CommandError("Unauthorized", "bulkWrite may only be run against the admin database.");
  const namespaces = documentsOf(command, "nsInfo").map(readNamespace);
  const operations = documentsOf(command, "ops");
  if (operations.length === 0)
    throw new CommandError("InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
  const ordered = flag(body.get("ordered"), true);
  const errorsOnly = flag(body.get("errorsOnly"));
  const variables = evaluateLet(body.get("let"));
  return store.writer.write(() => {
    const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
    const results: Record<string, unknown>[] = [];
    let nErrors = 0;
    for (const [idx, operation] of operations.entries()) {
      try {
        const result = runOperation(store, namespaces, operation, variables, totals);
        if (!errorsOnly) results.push({ ok: 1, idx, ...result });
      } catch (error) {
        nErrors++;
        const { index: _index, ...shown } = writeError(idx, error);
        results.push({ ok: 0, idx, ...shown, n: 0 });
        if (ordered) break;
      }
    }
    return { cursor: { id: Long.ZERO, firstBatch: results, ns: "admin.$cmd.bulkWrite" }, nErrors, ...totals, ok: 1 };
  });
}

function runOperation(
  store: Store,
  namespaces: readonly Namespace[],
  operation: Fields,
  variables: Fields | undefined,
  totals: Totals,
): Record<string, unknown> {
  const [entry] = operation;
  const [kind, position] = entry ?? ["", undefined];
  const namespace = namespaces[toNumber(position)];
  if (namespace === undefined)
    throw new CommandError("BadValue", `BulkWrite ops entry has an invalid nsInfo index: ${String(position)}`);
  const { database, name } = namespace;
  switch (kind) {
    case "insert": {
      const document = operation.get("document");
      if (!isDocument(document))
        throw new CommandError("TypeMismatch", "BSON field 'bulkWrite.ops.document' must be an object");
      const prepared = prepareDocument(encodeDocument(document), new Date());
      insertDocument(store, ensureCollection(store, database, name), prepared);
      totals.nInserted++;
      return { n: 1 };
    }
    case "update": {
      const parts = { query: operation.get("filter"), update: operation.get("updateMods"), options: operation };
      const outcome = updateDocuments(store, database, name, readUpdate(parts, variables));
      totals.nMatched += outcome.matched;
      totals.nModified += outcome.modified;
      if (outcome.upserted === undefined) return { n: outcome.matched, nModified: outcome.modified };
      totals.nUpserted++;
      return { n: 1, nModified: 0, upserted: { _id: outcome.upserted.get("_id") } };
    }
    case "delete": {
      const filter = operation.get("filter");
      if (!isDocument(filter))
        throw new CommandError("TypeMismatch", "BSON field 'bulkWrite.ops.filter' must be an object");
      const request = {
        filter: parseFilter(filter),
        limit: flag(operation.get("multi")) ? 0 : 1,
        collation: parseCollation(operation.get("collation")),
        hint: operation.get("hint"),
        variables,
      };
      const { deleted } = deleteDocuments(store, database, name, request);
      totals.nDeleted += deleted;
      return { n: deleted };
    }
    default:
      throw new CommandError("BadValue", `unknown bulkWrite operation: ${kind}`);
  }
}

function documentsOf(command: Command, field: string): Fields[] {
  const raw =
    command.sequences.get(field)?.map((bytes) => decodeDocument(bytes)) ??
    requiredArray(command.body.get(field), `bulkWrite.${field}`);
  return raw.map((document) => {
    if (isDocument(document)) return document;
    throw new CommandError("TypeMismatch", `BSON field 'bulkWrite.${field}' must hold objects`);
  });
}

function readNamespace(info: Fields): Namespace {
  const ns = info.get("ns");
  const text = typeof ns === "string" ? ns : "";
  const dot = text.indexOf(".");
  const [database, name] = [text.slice(0, Math.max(0, dot)), text.slice(dot + 1)];
  assertNamespace(database, name);
  return { database, name };
}
