import { isNumber, toNumber } from "../bson/values.ts";
import { parseCollation } from "../query/collation.ts";
import { countRows } from "../query/count-rows.ts";
import { findRows } from "../query/find-rows.ts";
import { parseFilter } from "../query/parse-filter.ts";
import {
  type Command,
  type CommandContext,
  collectionName,
  deadlineOf,
  optionalDocument,
  type Reply,
  wholeNumber,
} from "./command.ts";

/** `count`: without a condition from the collection's counter, else by counting what matches. */
export async function count(command: Command, context: CommandContext): Promise<Reply> {
  const { body } = command;
  const collection = context.store.catalog.find(command.database, collectionName(command));
  const filter = parseFilter(optionalDocument(body.get("query"), "count.query") ?? new Map());
  const skip = wholeNumber(body.get("skip"), "skip", 0);
  const given = body.get("limit");
  const limit = isNumber(given) ? Math.abs(Math.trunc(toNumber(given))) : 0;
  if (collection === undefined) return { n: 0, ok: 1 };
  if (filter.kind === "always" && filter.matches && !body.has("hint")) {
    const rest = Math.max(0, collection.count - skip);
    return { n: limit > 0 ? Math.min(limit, rest) : rest, ok: 1 };
  }
  const request = { filter, skip, limit, collation: parseCollation(body.get("collation")), hint: body.get("hint") };
  const found = findRows(context.store, collection, request);
  const n = found.count ? found.count() : await countRows(found.rows, deadlineOf(body));
  return { n, ok: 1 };
}
