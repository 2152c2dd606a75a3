import { Binary, ObjectId } from "bson";
import { Context, evalExpr, type ProcessingMode } from "mingo/core";
import * as accumulator from "mingo/operators/accumulator";
import * as expression from "mingo/operators/expression";
import * as pipeline from "mingo/operators/pipeline";
import * as projection from "mingo/operators/projection";
import * as query from "mingo/operators/query";
import * as window from "mingo/operators/window";
import type { CollationSpec, CollectionResolver, Options } from "mingo/types";
import { compareValues } from "../bson/compare-values.ts";
import { CommandError } from "../errors.ts";
import { fromPlain } from "./plain-values.ts";

/** mingo's ProcessingMode.CLONE_OFF; the enum itself is not there at run time in every module format. */
const CLONE_OFF: ProcessingMode = 0;

type Evaluate = (document: unknown, expression: unknown, options: Options) => unknown;

/** Comparisons as MongoDB's expressions make them: of whole values, across types, never of an array's elements. */
function comparing(name: string, accepts: (order: number) => unknown): Evaluate {
  return (document, operands, options) => {
    if (!Array.isArray(operands) || operands.length !== 2) {
      throw new CommandError("BadValue", `Expression ${name} takes exactly 2 arguments`);
    }
    const [left, right] = operands.map((operand: unknown) => fromPlain(evalExpr(document, operand, options)));
    return accepts(Math.sign(compareValues(left, right)));
  };
}

const toObjectId: Evaluate = (document, operand, options) => {
  const value = evalExpr(document, operand, options);
  if (value === null || value === undefined) return null;
  if (value instanceof ObjectId) return value;
  if (typeof value === "string" && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value);
  throw new CommandError("BadValue", `Failed to parse objectId '${String(value)}'`);
};

const binarySize: Evaluate = (document, operand, options) => {
  const value = evalExpr(document, operand, options);
  if (value === null || value === undefined) return null;
  return value instanceof Binary ? value.position : Buffer.byteLength(String(value));
};

const OVERRIDES = {
  $eq: comparing("$eq", (order) => order === 0),
  $ne: comparing("$ne", (order) => order !== 0),
  $gt: comparing("$gt", (order) => order > 0),
  $gte: comparing("$gte", (order) => order >= 0),
  $lt: comparing("$lt", (order) => order < 0),
  $lte: comparing("$lte", (order) => order <= 0),
  $cmp: comparing("$cmp", (order) => order),
  $toObjectId: toObjectId,
  $binarySize: binarySize,
};

const CONTEXT = Context.init({
  accumulator,
  expression: { ...expression, ...OVERRIDES },
  pipeline,
  projection,
  query,
  window,
});

export interface MingoSettings {
  readonly variables?: Record<string, unknown> | undefined;
  readonly collation?: CollationSpec | undefined;
  readonly resolveCollection?: CollectionResolver | undefined;
}

/** Options for every call into mingo: all operators, never a script from the wire. */
export function mingoOptions(settings: MingoSettings = {}): Options {
  return {
    idKey: "_id",
    processingMode: CLONE_OFF,
    useStrictMode: true,
    scriptEnabled: false,
    failOnError: true,
    context: CONTEXT,
    ...(settings.variables === undefined ? {} : { variables: settings.variables }),
    ...(settings.collation === undefined ? {} : { collation: settings.collation }),
    ...(settings.resolveCollection === undefined ? {} : { collectionResolver: settings.resolveCollection }),
  };
}
