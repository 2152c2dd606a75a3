import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Filter } from "../query/filter.ts";
import { visitPath } from "../query/paths.ts";
import { computedRow, type Step } from "../query/row.ts";
import { evaluateExpression } from "./evaluate-expression.ts";
import { parsePipeline } from "./parse-pipeline.ts";
import type { PipelineContext, Stage, StageSpec } from "./pipeline.ts";
import { withValue } from "./simple-stages.ts";

/** `$lookup`, with localField/foreignField, with let/pipeline, or both. The other collection's indexes are used. */
export function lookupStage(context: PipelineContext, argument: unknown): Stage {
  if (!isDocument(argument)) throw new CommandError("FailedToParse", "the $lookup specification must be an Object");
  const as = text(argument, "as");
  const local = argument.has("localField") ? text(argument, "localField").split(".") : undefined;
  const foreign = argument.has("foreignField") ? text(argument, "foreignField") : undefined;
  const stages = argument.has("pipeline") ? parsePipeline(argument.get("pipeline")) : [];
  if ((local === undefined) !== (foreign === undefined)) {
    throw new CommandError(
      "FailedToParse",
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  }
  if (local === undefined && !argument.has("pipeline")) {
    throw new CommandError(
      "FailedToParse",
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  const from = sourceOf(context, argument.get("from"), stages);
  const bindings = isDocument(argument.get("let")) ? argument.get("let") : undefined;
  return function* (rows) {
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      const fields = row.fields();
      const inner = { ...from.context, variables: bind(bindings, fields, context.variables), hint: undefined };
      const condition: Filter | undefined =
        local && foreign !== undefined
          ? { kind: "in", path: foreign, values: localValues(fields, local), patterns: [] }
          : undefined;
      const joined: unknown[] = [];
      for (const found of context.run(inner, from.name, stages, condition).rows) {
        if (found === undefined) yield undefined;
        else joined.push(found.fields());
      }
      yield computedRow(withValue(fields, as.split("."), joined));
    }
  };
}

/** `$unionWith`: the rows so far, then those of another collection. */
export function unionStage(context: PipelineContext, argument: unknown): Stage {
  const spec: Fields = isDocument(argument) ? argument : new Map([["coll", argument]]);
  const stages = spec.has("pipeline") ? parsePipeline(spec.get("pipeline")) : [];
  const from = sourceOf(context, spec.get("coll"), stages);
  return function* (rows) {
    yield* rows;
    yield* context.run({ ...from.context, hint: undefined }, from.name, stages).rows;
  };
}

/** `$facet`: several pipelines over the same rows, which are held in memory for it. */
export function facetStage(
  run: (rows: Iterable<Step>, stages: readonly StageSpec[]) => Iterable<Step>,
  argument: unknown,
): Stage {
  if (!isDocument(argument) || argument.size === 0) {
    throw new CommandError("Location40169", "the $facet specification must be a non-empty object");
  }
  const facets = [...argument].map(([name, pipeline]) => ({ name, stages: parsePipeline(pipeline) }));
  return function* (rows) {
    const held: Step[] = [];
    for (const row of rows) {
      if (row === undefined) yield undefined;
      else held.push(row);
    }
    const result: Fields = new Map();
    for (const { name, stages } of facets) {
      const found: unknown[] = [];
      for (const row of run(held, stages)) if (row !== undefined) found.push(row.fields());
      result.set(name, found);
    }
    yield computedRow(result);
  };
}

/** The collection a stage reads: a name, or `{ db, coll }`; none when its pipeline begins with $documents. */
function sourceOf(
  context: PipelineContext,
  value: unknown,
  stages: readonly StageSpec[],
): { context: PipelineContext; name: string | undefined } {
  if (typeof value === "string" && value !== "") return { context, name: value };
  if (isDocument(value) && typeof value.get("coll") === "string") {
    const database = value.get("db");
    return {
      context: { ...context, database: typeof database === "string" ? database : context.database },
      name: String(value.get("coll")),
    };
  }
  if (value === undefined && stages[0]?.name === "$documents") return { context, name: undefined };
  throw new CommandError("FailedToParse", "must specify a collection to read from");
}

function bind(bindings: unknown, fields: Fields, outer: Fields | undefined): Fields | undefined {
  if (!isDocument(bindings)) return outer;
  const variables: Fields = new Map(outer);
  for (const [name, expression] of bindings) {
    const value = evaluateExpression(expression, fields, outer);
    variables.set(name, value === MISSING ? null : value);
  }
  return variables;
}

function localValues(fields: Fields, names: readonly string[]): unknown[] {
  const values: unknown[] = [];
  visitPath(fields, names, (value) => {
    if (isArray(value)) values.push(...value);
    else values.push(value === MISSING || value === undefined ? null : value);
    return false;
  });
  return values;
}

function text(spec: Fields, name: string): string {
  const value = spec.get(name);
  if (typeof value === "string" && value !== "") return value;
  throw new CommandError("FailedToParse", `$lookup argument '${name}' must be a string`);
}
