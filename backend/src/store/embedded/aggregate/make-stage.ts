import { Aggregator } from "mingo/aggregator";
import * as mingoStages from "mingo/operators/pipeline";
import type { AnyObject } from "mingo/types";
import { type Fields, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/compile-filter.ts";
import { window } from "../query/find-rows.ts";
import { computedRow, type Step } from "../query/row.ts";
import { parseSort, sortRows } from "../query/sort-rows.ts";
import { facetStage, lookupStage, unionStage } from "./join-stages.ts";
import { parseCollationSpec } from "./mingo-collation.ts";
import { mingoOptions } from "./mingo-context.ts";
import type { PipelineContext, Stage, StageSpec } from "./pipeline.ts";
import { fromPlainDocument, type PlainDocument, toPlain, toPlainDocument } from "./plain-values.ts";
import { countOf, countStage, sampleStage, unwindStage } from "./simple-stages.ts";
import { matchFilter, wholeArgument } from "./stage-arguments.ts";
import { transformStage } from "./transform-stages.ts";

const SCRIPTED = new Set(["$where", "$function", "$accumulator"]);
/** Stages mingo computes on all rows at once. */
const BY_MINGO = new Set([
  "$group",
  "$bucket",
  "$bucketAuto",
  "$sortByCount",
  "$redact",
  "$graphLookup",
  "$setWindowFields",
  "$densify",
  "$fill",
]);

/** Runs stages over rows. */
export function chain(context: PipelineContext, rows: Iterable<Step>, stages: readonly StageSpec[]): Iterable<Step> {
  return stages.reduce((current, { name, argument }) => makeStage(context, name, argument)(current), rows);
}

/** The stage of a pipeline by its name. Throws Location40324 for a name MongoDB does not know either. */
export function makeStage(context: PipelineContext, name: string, argument: unknown): Stage {
  const transform = transformStage(name, argument, context.variables);
  if (transform) return eachRow(transform);
  switch (name) {
    case "$match": {
      const options = { strings: context.collation?.compare, variables: context.variables };
      return filterRows(compileFilter(matchFilter(argument), options));
    }
    case "$sort": {
      const parts = parseSort(argument);
      if (parts.length === 0) throw new CommandError("Location15976", "$sort stage must have at least one sort key");
      return (rows) => sortRows(rows, parts, Number.POSITIVE_INFINITY, context.collation?.compare);
    }
    case "$skip": {
      const skip = wholeArgument(argument, "$skip", 0);
      return (rows) => window(rows, skip, Number.POSITIVE_INFINITY);
    }
    case "$limit": {
      const limit = wholeArgument(argument, "$limit", 1);
      return (rows) => window(rows, 0, limit);
    }
    case "$count":
      return countStage(argument);
    case "$unwind":
      return unwindStage(argument);
    case "$sample":
      return sampleStage(argument);
    case "$lookup":
      return lookupStage(context, argument);
    case "$unionWith":
      return unionStage(context, argument);
    case "$facet":
      return facetStage((rows, stages) => chain(context, rows, stages), argument);
    default:
      return otherStage(context, name, argument);
  }
}

function otherStage(context: PipelineContext, name: string, argument: unknown): Stage {
  if (name === "$group") {
    const counting = countOf([{ name, argument }]);
    if (counting) return counting.stage;
  }
  if (BY_MINGO.has(name) && name in mingoStages) return mingoStage(context, name, argument);
  if (name === "$out" || name === "$merge") {
    throw new CommandError("Location40601", `${name} can only be the final stage in the pipeline`);
  }
  throw new CommandError("Location40324", `Unrecognized pipeline stage name: '${name}'`);
}

function eachRow(transform: (fields: Fields) => Fields): Stage {
  return function* (rows) {
    for (const row of rows) yield row === undefined ? undefined : computedRow(transform(row.fields()));
  };
}

function filterRows(matches: (fields: Fields) => boolean): Stage {
  return function* (rows) {
    for (const row of rows) yield row !== undefined && matches(row.fields()) ? row : undefined;
  };
}

function mingoStage(context: PipelineContext, name: string, argument: unknown): Stage {
  assertNoScript(argument);
  return function* (rows) {
    const documents: PlainDocument[] = [];
    for (const row of rows) {
      if (row === undefined) yield undefined;
      else documents.push(toPlainDocument(row.fields()));
    }
    const stage: AnyObject = { [name]: toPlain(argument) };
    const options = mingoOptions({
      variables: context.variables && toPlainDocument(context.variables),
      collation: parseCollationSpec(context.collation?.spec),
      resolveCollection: (other) => readAll(context, other),
    });
    for (const document of new Aggregator([stage], options).run(documents))
      yield computedRow(fromPlainDocument(document));
  };
}

/** A whole collection, for $graphLookup. */
function readAll(context: PipelineContext, name: string): PlainDocument[] {
  const out: PlainDocument[] = [];
  for (const row of context.run({ ...context, hint: undefined }, name, []).rows)
    if (row !== undefined) out.push(toPlainDocument(row.fields()));
  return out;
}

function assertNoScript(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) assertNoScript(item);
  if (!isDocument(value)) return;
  for (const [name, part] of value) {
    if (SCRIPTED.has(name)) throw new CommandError("BadValue", `${name} is not supported: this server runs no scripts`);
    assertNoScript(part);
  }
}
