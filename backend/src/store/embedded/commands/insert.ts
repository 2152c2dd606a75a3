import { encodeDocument } from "../bson/encode-document.ts";
import { isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { ensureCollection, insertDocument, type PreparedDocument, prepareDocument } from "../write/insert-documents.ts";
import { writeError } from "../write/write-errors.ts";
import { type Command, type CommandContext, collectionName, flag, type Reply, requiredArray } from "./command.ts";

/** MongoDB's maxWriteBatchSize. */
export const MAX_WRITE_BATCH = 100_000;

/** `insert`: all documents in one transaction; those before an error of an ordered insert stay. */
export async function insert(command: Command, context: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const ordered = flag(command.body.get("ordered"), true);
  const now = new Date();
  const documents = rawDocuments(command).map((raw) => attempt(() => prepareDocument(raw, now)));
  const { store } = context;
  return store.writer.write(() => {
    const collection = ensureCollection(store, command.database, name);
    const writeErrors: Record<string, unknown>[] = [];
    let n = 0;
    for (const [index, document] of documents.entries()) {
      try {
        insertDocument(store, collection, document());
        n++;
      } catch (error) {
        writeErrors.push(writeError(index, error));
        if (ordered) break;
      }
    }
    return writeErrors.length > 0 ? { n, writeErrors, ok: 1 } : { n, ok: 1 };
  });
}

function rawDocuments(command: Command): readonly Buffer[] {
  const raw =
    command.sequences.get("documents") ??
    requiredArray(command.body.get("documents"), "insert.documents").map((document) => {
      if (isDocument(document)) return encodeDocument(document);
      throw new CommandError(
        "TypeMismatch",
        "BSON field 'insert.documents.0' is the wrong type, expected type 'object'",
      );
    });
  if (raw.length > 0 && raw.length <= MAX_WRITE_BATCH) return raw;
  throw new CommandError(
    "BadValue",
    `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${raw.length} operations.`,
  );
}

/** Tries now, tells the outcome when asked. */
function attempt(prepare: () => PreparedDocument): () => PreparedDocument {
  try {
    const document = prepare();
    return () => document;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
