import { type Fields, isArray, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { findRows } from "../query/find-rows.ts";
import { aggregate } from "./aggregate.ts";
import type { Command, CommandContext, Reply } from "./command.ts";
import { explainPlan } from "./explain-plan.ts";
import { readFindRequest } from "./find.ts";

/** `explain` of find, count, distinct, update, delete, findAndModify and aggregate: how it would read. */
export async function explain(command: Command, context: CommandContext): Promise<Reply> {
  const inner = command.body.get("explain");
  if (!isDocument(inner)) throw new CommandError("TypeMismatch", "BSON field 'explain.explain' must be an object");
  const [entry] = inner;
  const [name, target] = entry ?? ["", undefined];
  if (name === "aggregate") {
    const body: Fields = new Map([...inner, ["explain", true]]);
    return aggregate({ name, database: command.database, body, sequences: new Map() }, context);
  }
  const query = queryOf(name, inner);
  const namespace = `${command.database}.${String(target)}`;
  const collection = context.store.catalog.find(command.database, String(target));
  if (collection === undefined) return explainPlan(context, namespace, undefined);
  const request = readFindRequest(query);
  return explainPlan(
    context,
    namespace,
    findRows(context.store, collection, request).plan,
    (request.sort ?? []).length > 0,
  );
}

/** The command as the find it reads by. */
function queryOf(name: string, inner: Fields): Fields {
  switch (name) {
    case "find":
      return inner;
    case "count":
    case "distinct":
    case "findAndModify":
      return new Map([...inner, ["filter", inner.get("query")]]);
    case "update":
    case "delete": {
      const statements = inner.get(`${name}s`);
      const [first]: unknown[] = isArray(statements) ? statements : [];
      const statement: Fields = isDocument(first) ? first : new Map();
      return new Map([
        ["filter", statement.get("q")],
        ["hint", statement.get("hint")],
        ["collation", statement.get("collation")],
        ["sort", statement.get("sort")],
      ]);
    }
    default:
      throw new CommandError("CommandNotFound", `Explain failed due to unknown command: ${name}`);
  }
}
