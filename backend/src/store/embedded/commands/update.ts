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
        const outcome = updateDocuments(store, command.database, name, readUpdate(partsOf(statement), variables));
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
    command.sequences.get(field)?.map((bytes) => decodeDocument(bytes)) ??
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

function partsOf(statement: Fields): UpdateParts {
  return { query: statement.get("q"), update: statement.get("u"), options: statement };
}

/** One update as commands name its parts. */
export interface UpdateParts {
  readonly query: unknown;
  readonly update: unknown;
  /** The statement's other fields: multi, upsert, arrayFilters, collation, hint, sort, c. */
  readonly options: Fields;
}

export function readUpdate(parts: UpdateParts, variables: Fields | undefined): UpdateStatement {
  const { query, options } = parts;
  if (!isDocument(query))
    throw new CommandError("TypeMismatch", "BSON field 'update.updates.q' is missing or no object");
  const arrayFilters = options.get("arrayFilters");
  const multi = flag(options.get("multi"));
  if (multi && options.has("sort")) throw new CommandError("FailedToParse", "Cannot specify sort with multi=true");
  return {
    find: {
      filter: parseFilter(query),
      sort: parseSort(options.get("sort")),
      collation: parseCollation(options.get("collation")),
      hint: options.get("hint"),
      variables: withConstants(variables, options.get("c") ?? options.get("constants")),
    },
    update: parseUpdate(parts.update),
    arrayFilters: parseArrayFilters(isArray(arrayFilters) ? arrayFilters : []),
    multi,
    upsert: flag(options.get("upsert")),
  };
}

function withConstants(variables: Fields | undefined, constants: unknown): Fields | undefined {
  const own = evaluateLet(constants);
  return own === undefined ? variables : new Map([...(variables ?? []), ...own]);
}
