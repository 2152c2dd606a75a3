import { type Fields, isArray, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Filter } from "../query/filter.ts";
import { type FindRequest, findRows } from "../query/find-rows.ts";
import { computedRow, type Step } from "../query/row.ts";
import { parseSort, type SortPart } from "../query/sort-rows.ts";
import { evaluateExpression } from "./evaluate-expression.ts";
import { chain } from "./make-stage.ts";
import type { PipelineContext, PipelineRun, StageSpec } from "./pipeline.ts";
import { countOf } from "./simple-stages.ts";
import { matchFilter, wholeArgument } from "./stage-arguments.ts";
import { collectionStatistics, indexStatistics, localSessions } from "./statistics-stages.ts";

/**
 * Runs a pipeline on a collection (`source`), or without one when it begins with $documents. Its leading $match, $sort,
 * $skip and $limit become a query, which uses indexes. `condition` is a further filter on what is read.
 */
export function runPipeline(
  context: PipelineContext,
  source: string | undefined,
  stages: readonly StageSpec[],
  condition?: Filter,
): PipelineRun {
  const [first, ...rest] = stages;
  if (first?.name === "$documents")
    return { rows: chain(context, documentsOf(context, first.argument), rest), plan: undefined };
  if (first?.name === "$listLocalSessions" || first?.name === "$listSessions")
    return { rows: chain(context, localSessions(context), rest), plan: undefined };
  if (source === undefined) {
    throw new CommandError(
      "InvalidNamespace",
      `{aggregate: 1} is not valid for '${first?.name ?? "an empty pipeline"}'; a collection is required.`,
    );
  }
  const collection = context.store.catalog.find(context.database, source);
  if (first?.name === "$collStats")
    return { rows: chain(context, collectionStatistics(context, source), rest), plan: undefined };
  if (first?.name === "$indexStats")
    return { rows: chain(context, indexStatistics(collection), rest), plan: undefined };
  const { request, remaining } = pushDown(context, stages, condition);
  const counted = countOf(remaining);
  if (collection === undefined) return { rows: chain(context, [], remaining), plan: undefined };
  const everything = request.filter.kind === "always" && request.filter.matches && !request.limit && !request.skip;
  if (counted && everything) {
    return { rows: chain(context, counted.rows(collection.count), remaining.slice(1)), plan: undefined };
  }
  const found = findRows(context.store, collection, request);
  if (counted && found.count) {
    return { rows: chain(context, counted.rows(found.count()), remaining.slice(1)), plan: found.plan };
  }
  return { rows: chain(context, found.rows, remaining), plan: found.plan };
}

function pushDown(
  context: PipelineContext,
  stages: readonly StageSpec[],
  condition: Filter | undefined,
): { request: FindRequest; remaining: readonly StageSpec[] } {
  const filters: Filter[] = condition ? [condition] : [];
  let at = 0;
  for (; stages[at]?.name === "$match"; at++) filters.push(matchFilter(stages[at]?.argument));
  let sort: readonly SortPart[] = [];
  if (stages[at]?.name === "$sort") sort = parseSort(stages[at++]?.argument);
  let skip = 0;
  let limit = 0;
  if (stages[at]?.name === "$skip") skip = wholeArgument(stages[at++]?.argument, "$skip", 0);
  if (stages[at]?.name === "$limit") limit = wholeArgument(stages[at++]?.argument, "$limit", 1);
  const { collation, hint, variables } = context;
  const filter = join(filters);
  return { request: { filter, sort, skip, limit, collation, hint, variables }, remaining: stages.slice(at) };
}

function join(filters: readonly Filter[]): Filter {
  const [first] = filters;
  if (first === undefined) return { kind: "always", matches: true };
  if (filters.length === 1) return first;
  return { kind: "and", children: filters.flatMap((filter) => (filter.kind === "and" ? filter.children : [filter])) };
}

function documentsOf(context: PipelineContext, argument: unknown): Iterable<Step> {
  const value = evaluateExpression(argument, new Map(), context.variables);
  if (!isArray(value) || !value.every(isDocument)) {
    throw new CommandError("Location5858203", "an array is expected as the argument of $documents, of objects only");
  }
  return value.map((fields: Fields) => computedRow(fields));
}
