import { evaluateLet } from "../aggregate/evaluate-let.ts";
import { type Fields, isDocument, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import type { FindRequest } from "../query/find-rows.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { deleteDocuments } from "../write/update-documents.ts";
import { writeError } from "../write/write-errors.ts";
import { type Command, type CommandContext, collectionName, flag, type Reply } from "./command.ts";
import { statementsOf } from "./update.ts";

/** `delete`: its statements one after the other in one transaction. */
export async function deleteCommand(command: Command, context: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const ordered = flag(command.body.get("ordered"), true);
  const statements = statementsOf(command, "deletes");
  const variables = evaluateLet(command.body.get("let"));
  const { store } = context;
  return store.writer.write(() => {
    const writeErrors: Record<string, unknown>[] = [];
    let n = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        n += deleteDocuments(store, command.database, name, readDelete(statement, variables)).deleted;
      } catch (error) {
        writeErrors.push(writeError(index, error));
        if (ordered) break;
      }
    }
    return writeErrors.length > 0 ? { n, writeErrors, ok: 1 } : { n, ok: 1 };
  });
}

function readDelete(statement: Fields, variables: Fields | undefined): FindRequest {
  const query = statement.get("q");
  if (!isDocument(query))
    throw new CommandError("TypeMismatch", "BSON field 'delete.deletes.q' is missing or no object");
  const limit = toNumber(statement.get("limit"));
  if (limit !== 0 && limit !== 1) {
    throw new CommandError("FailedToParse", `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  }
  return {
    filter: parseFilter(query),
    limit,
    collation: parseCollation(statement.get("collation")),
    hint: statement.get("hint"),
    variables,
  };
}
