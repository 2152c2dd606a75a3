import { isArray, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { encodeKey } from "../keys/encode-key.ts";
import { parseCollation } from "../query/collation.ts";
import { eachRow } from "../query/count-rows.ts";
import { findRows } from "../query/find-rows.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { visitPath } from "../query/paths.ts";
import {
  type Command,
  type CommandContext,
  collectionName,
  deadlineOf,
  optionalDocument,
  type Reply,
} from "./command.ts";

/** `distinct`: the different values of a field, those in arrays one by one. */
export async function distinct(command: Command, context: CommandContext): Promise<Reply> {
  const { body } = command;
  const key = body.get("key");
  if (typeof key !== "string" || key === "")
    throw new CommandError("TypeMismatch", "BSON field 'distinct.key' must be a string");
  const collection = context.store.catalog.find(command.database, collectionName(command));
  const filter = parseFilter(optionalDocument(body.get("query"), "distinct.query") ?? new Map());
  if (collection === undefined) return { values: [], ok: 1 };
  const collation = parseCollation(body.get("collation")) ?? collection.collation;
  const values = new Map<string, unknown>();
  const add = (value: unknown): void => {
    const id = encodeKey(value, collation?.fold).toString("latin1");
    if (!values.has(id)) values.set(id, value);
  };
  const names = key.split(".");
  const { rows } = findRows(context.store, collection, { filter, collation, hint: body.get("hint") });
  await eachRow(rows, deadlineOf(body), (row) => {
    visitPath(row.fields(), names, (value) => {
      if (isArray(value)) for (const item of value) add(item);
      else if (value !== MISSING) add(value);
      return false;
    });
  });
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return { values: sorted, ok: 1 };
}
