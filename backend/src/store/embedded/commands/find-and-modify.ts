import { evaluateLet } from "../aggregate/evaluate-let.ts";
import { type Fields, isArray } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import type { FindRequest } from "../query/find-rows.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { compileProjection } from "../query/projection.ts";
import { parseSort } from "../query/sort-rows.ts";
import { parseArrayFilters } from "../update/expand-path.ts";
import { parseUpdate } from "../update/parse-update.ts";
import { deleteDocuments, updateDocuments } from "../write/update-documents.ts";
import { type Command, type CommandContext, collectionName, flag, optionalDocument, type Reply } from "./command.ts";

/** `findAndModify`: finds one document and updates, replaces or removes it, all in one transaction. */
export async function findAndModify(command: Command, context: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const { body, database } = command;
  const remove = flag(body.get("remove"));
  if (remove && body.has("update"))
    throw new CommandError("FailedToParse", "Cannot specify both an update and remove=true");
  if (!remove && !body.has("update"))
    throw new CommandError("FailedToParse", "Either an update or remove=true must be specified");
  if (remove && flag(body.get("new")))
    throw new CommandError(
      "FailedToParse",
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (remove && flag(body.get("upsert")))
    throw new CommandError("FailedToParse", "Cannot specify both upsert=true and remove=true");
  const find: FindRequest = {
    filter: parseFilter(optionalDocument(body.get("query"), "findAndModify.query") ?? new Map()),
    sort: parseSort(body.get("sort")),
    limit: 1,
    collation: parseCollation(body.get("collation")),
    hint: body.get("hint"),
    variables: evaluateLet(body.get("let")),
  };
  const spec = optionalDocument(body.get("fields"), "findAndModify.fields");
  const project = spec && compileProjection(spec, { filter: find.filter, variables: find.variables });
  const shown = (fields: Fields | undefined): Fields | null =>
    fields === undefined ? null : (project?.(fields) ?? fields);
  const { store } = context;
  if (remove) {
    return store.writer.write(() => {
      const { deleted, before } = deleteDocuments(store, database, name, find);
      return { lastErrorObject: { n: deleted }, value: shown(before), ok: 1 };
    });
  }
  const arrayFilters = body.get("arrayFilters");
  const statement = {
    find,
    update: parseUpdate(body.get("update")),
    arrayFilters: parseArrayFilters(isArray(arrayFilters) ? arrayFilters : []),
    multi: false,
    upsert: flag(body.get("upsert")),
  };
  return store.writer.write(() => {
    const outcome = updateDocuments(store, database, name, statement);
    const lastErrorObject = {
      n: outcome.upserted ? 1 : outcome.matched,
      updatedExisting: outcome.matched > 0,
      ...(outcome.upserted ? { upserted: outcome.upserted.get("_id") } : {}),
    };
    return { lastErrorObject, value: shown(flag(body.get("new")) ? outcome.after : outcome.before), ok: 1 };
  });
}
