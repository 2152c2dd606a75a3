import { evaluateLet } from "../aggregate/evaluate-let.ts";
import { decodeDocument } from "../bson/decode-document.ts";
import { type Fields, isArray, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { parseSort } from "../query/sort-rows.ts";
import { parseArrayFilters } from "../update/expand-path.ts";
import { parseUpdate } from "../update/parse-update.ts";
import { type UpdateStatement, updateDocuments } from "../write/update-documents.ts";
import { writeError } from "../write/write-errors.ts";
import { type Command, type CommandContext, collectionName, flag, type Reply, requiredArray } from "./command.ts";

/** `update`: its statements one after the other in one transaction. */
export async function update(command: Command, context: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const ordered = flag(command.body.get("ordered"), true);
  const statements = statementsOf(command, "updates");
  const variables = evaluateLet(command.body.get("let"));
  const { store } = context;
  return store.writer.write(() => {
    const upserted: Record<string, unknown>[] = [];
    const writeErrors: Record<string, unknown>[] = [];
    let n = 0;
    let nModified = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        const outcome = updateDocuments(store, command.database, name, readUpdate(statement, variables));
        n += outcome.upserted ? 1 : outcome.matched;
        nModified += outcome.modified;
        if (outcome.upserted) upserted.push({ index, _id: outcome.upserted.get("_id") });
      } catch (error) {
        writeErrors.push(writeError(index, error));
        if (ordered) break;
      }
    }
    return {
      n,
      nModified,
      ...(upserted.length > 0 ? { upserted } : {}),
      ...(writeErrors.length > 0 ? { writeErrors } : {}),
      ok: 1,
    };
  });
}

/** The statements of an update or delete command, from its body or from beside it. */
export function statementsOf(command: Command, field: string): Fields[] {
  const raw =
    command.sequences.get(field)?.map(decodeDocument) ??
    requiredArray(command.body.get(field), `${command.name}.${field}`);
  if (raw.length === 0)
    throw new CommandError("BadValue", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
  return raw.map((statement) => {
    if (isDocument(statement)) return statement;
    throw new CommandError(
      "TypeMismatch",
      `BSON field '${command.name}.${field}.0' is the wrong type, expected type 'object'`,
    );
  });
}

function readUpdate(statement: Fields, variables: Fields | undefined): UpdateStatement {
  const query = statement.get("q");
  if (!isDocument(query))
    throw new CommandError("TypeMismatch", "BSON field 'update.updates.q' is missing or no object");
  const arrayFilters = statement.get("arrayFilters");
  const multi = flag(statement.get("multi"));
  if (multi && statement.has("sort")) throw new CommandError("FailedToParse", "Cannot specify sort with multi=true");
  return {
    find: {
      filter: parseFilter(query),
      sort: parseSort(statement.get("sort")),
      collation: parseCollation(statement.get("collation")),
      hint: statement.get("hint"),
      variables: withConstants(variables, statement.get("c")),
    },
    update: parseUpdate(statement.get("u")),
    arrayFilters: parseArrayFilters(isArray(arrayFilters) ? arrayFilters : []),
    multi,
    upsert: flag(statement.get("upsert")),
  };
}

function withConstants(variables: Fields | undefined, constants: unknown): Fields | undefined {
  const own = evaluateLet(constants);
  return own === undefined ? variables : new Map([...(variables ?? []), ...own]);
}
