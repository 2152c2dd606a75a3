import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { openCursor } from "../cursors/open-cursor.ts";
import { compileFilter } from "../query/compile-filter.ts";
import { parseFilter } from "../query/parse-filter.ts";
import type { Collection } from "../storage/catalog.ts";
import { type Command, type CommandContext, flag, optionalDocument, type Reply, wholeNumber } from "./command.ts";

/** `listCollections`, with `filter` and `nameOnly`. */
export async function listCollections(command: Command, context: CommandContext): Promise<Reply> {
  const { body, database } = command;
  const nameOnly = flag(body.get("nameOnly"));
  const matches = compileFilter(parseFilter(optionalDocument(body.get("filter"), "filter") ?? new Map()));
  const documents = context.store.catalog
    .ofDatabase(database)
    .map((collection) => encodeDocument(describe(collection, nameOnly)))
    .filter((document) => matches(decodeDocument(document)));
  const options = optionalDocument(body.get("cursor"), "cursor");
  const batchSize = options?.has("batchSize") ? wholeNumber(options.get("batchSize"), "batchSize", 0) : undefined;
  return openCursor(context, body, documents.values(), { namespace: `${database}.$cmd.listCollections`, batchSize });
}

/** `listDatabases`: those with a collection; sizes are of the documents in them. */
export function listDatabases(command: Command, { store }: CommandContext): Reply {
  const sizes = new Map<string, number>();
  for (const { database, bytes } of store.catalog.all()) sizes.set(database, (sizes.get(database) ?? 0) + bytes);
  const matches = compileFilter(parseFilter(optionalDocument(command.body.get("filter"), "filter") ?? new Map()));
  const all = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = all
    .map(([name, sizeOnDisk]) => ({ name, sizeOnDisk, empty: false }))
    .filter((entry) => matches(new Map(Object.entries(entry))));
  if (flag(command.body.get("nameOnly"))) return { databases: entries.map(({ name }) => ({ name })), ok: 1 };
  const totalSize = entries.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0);
  return { databases: entries, totalSize, totalSizeMb: Math.floor(totalSize / 2 ** 20), ok: 1 };
}

function describe(collection: Collection, nameOnly: boolean): Record<string, unknown> {
  const { name } = collection;
  if (nameOnly) return { name, type: "collection" };
  return {
    name,
    type: "collection",
    options: collection.options,
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: collection.indexes[0]?.spec ?? {},
  };
}
