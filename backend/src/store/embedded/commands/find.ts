import { evaluateLet } from "../aggregate/evaluate-let.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { fieldTree } from "../bson/field-tree.ts";
import { type Fields, isNumber, isTruthy, toNumber } from "../bson/values.ts";
import { openCursor } from "../cursors/open-cursor.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import { type FindRequest, findRows } from "../query/find-rows.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { compileProjection } from "../query/projection.ts";
import { projectionPaths } from "../query/projection-paths.ts";
import type { Row, Step } from "../query/row.ts";
import { parseSort } from "../query/sort-rows.ts";
import {
  type Command,
  type CommandContext,
  collectionName,
  flag,
  optionalDocument,
  type Reply,
  wholeNumber,
} from "./command.ts";

/** `find`: plans, reads the first batch, and leaves a cursor for the rest. */
export async function find(command: Command, context: CommandContext): Promise<Reply> {
  const name = collectionName(command);
  const { body } = command;
  if (isTruthy(body.get("tailable"))) {
    throw new CommandError("BadValue", "error processing query: tailable cursor requested on non capped collection");
  }
  const request = readFindRequest(body);
  const project = projectionOf(body, request);
  const collection = context.store.catalog.find(command.database, name);
  const rows: Iterable<Step> = collection === undefined ? [] : findRows(context.store, collection, request).rows;
  const limited = isNumber(body.get("limit")) && toNumber(body.get("limit")) < 0;
  return openCursor(context, body, encodeRows(rows, project), {
    namespace: `${command.database}.${name}`,
    batchSize: body.has("batchSize") ? wholeNumber(body.get("batchSize"), "batchSize", 0) : undefined,
    singleBatch: flag(body.get("singleBatch")) || limited,
  });
}

/** Reads filter, sort, skip, limit, collation, hint and let of a find (or explain) command. */
export function readFindRequest(body: Fields): FindRequest {
  const limit = body.get("limit");
  return {
    filter: parseFilter(optionalDocument(body.get("filter"), "find.filter") ?? new Map()),
    sort: parseSort(body.get("sort")),
    skip: wholeNumber(body.get("skip"), "skip", 0),
    limit: isNumber(limit) ? Math.abs(Math.trunc(toNumber(limit))) : 0,
    collation: parseCollation(body.get("collation")),
    hint: body.get("hint"),
    variables: evaluateLet(body.get("let")),
  };
}

function projectionOf(body: Fields, request: FindRequest): ((row: Row) => Buffer) | undefined {
  const spec = optionalDocument(body.get("projection") ?? body.get("fields"), "find.projection");
  const project = spec && compileProjection(spec, { filter: request.filter, variables: request.variables });
  const paths = spec && projectionPaths(spec);
  const wanted = paths && fieldTree(paths);
  return project && ((row) => encodeDocument(project(row.some(wanted))));
}

function* encodeRows(rows: Iterable<Step>, encode: ((row: Row) => Buffer) | undefined): Generator<Buffer | undefined> {
  for (const row of rows) yield row === undefined ? undefined : encode === undefined ? row.bytes() : encode(row);
}
