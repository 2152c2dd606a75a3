import { Double, Int32, Long } from "bson";
import { type Fields, isArray, isDocument, isNumber, isTruthy, MISSING, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { computedRow, type Row, type Step } from "../query/row.ts";
import { readPath } from "../update/update-path.ts";
import type { Stage, StageSpec } from "./pipeline.ts";

/** `$count`: one document with the number of rows; none when there are none. */
export function countStage(argument: unknown): Stage {
  if (typeof argument !== "string" || argument === "" || argument.startsWith("$") || argument.includes(".")) {
    throw new CommandError("Location40156", "the count field must be a non-empty string without '$' or '.'");
  }
  return (rows) => counted(rows, (n) => new Map([[argument, n]]));
}

/**
 * A $count, or a $group that only counts everything (which is what countDocuments sends): how to make its result of a
 * number. Undefined for any other stage.
 */
export function countOf(stages: readonly StageSpec[]): { stage: Stage; rows: (count: number) => Row[] } | undefined {
  const [first] = stages;
  if (first?.name === "$count") {
    const stage = countStage(first.argument);
    return { stage, rows: (n) => (n === 0 ? [] : [computedRow(new Map([[String(first.argument), whole(n)]]))]) };
  }
  if (first?.name !== "$group" || !isDocument(first.argument)) return undefined;
  const { argument } = first;
  const id = argument.get("_id");
  const constant = id === null || typeof id === "number" || isNumber(id);
  const [, second, ...more] = [...argument];
  if (!constant || second === undefined || more.length > 0 || !argument.has("_id")) return undefined;
  const [name, accumulator] = second;
  const step = isDocument(accumulator) && accumulator.size === 1 ? accumulator.get("$sum") : undefined;
  if (!isNumber(step) || step instanceof Double || step instanceof Long || toNumber(step) !== 1) return undefined;
  const make = (n: unknown): Fields =>
    new Map([
      ["_id", id],
      [name, n],
    ]);
  return {
    stage: (rows) => counted(rows, make),
    rows: (n) => (n === 0 ? [] : [computedRow(make(whole(n)))]),
  };
}

function* counted(rows: Iterable<Step>, make: (n: unknown) => Fields): Generator<Step> {
  let n = 0;
  for (const row of rows) {
    if (row !== undefined) n++;
    if (row === undefined || n % 256 === 0) yield undefined;
  }
  if (n > 0) yield computedRow(make(whole(n)));
}

function whole(n: number): Int32 | Long {
  return n <= 0x7fffffff ? new Int32(n) : Long.fromNumber(n);
}

/** `$unwind`: one row for each element of an array. */
export function unwindStage(argument: unknown): Stage {
  const options: Fields = isDocument(argument) ? argument : new Map([["path", argument]]);
  const path = options.get("path");
  if (typeof path !== "string" || !path.startsWith("$")) {
    throw new CommandError("Location28818", "path option to $unwind stage should be prefixed with a '$'");
  }
  const names = path.slice(1).split(".");
  const keepEmpty = isTruthy(options.get("preserveNullAndEmptyArrays"));
  const index = options.get("includeArrayIndex");
  const indexPath = typeof index === "string" ? index.split(".") : undefined;
  return function* (rows) {
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      const fields = row.fields();
      const value = readPath(fields, names);
      if (isArray(value)) {
        if (value.length === 0 && keepEmpty) yield computedRow(withIndex(without(fields, names), indexPath, null));
        for (const [i, item] of value.entries())
          yield computedRow(withIndex(withValue(fields, names, item), indexPath, Long.fromNumber(i)));
      } else if (value !== MISSING && value !== null && value !== undefined) {
        yield computedRow(withIndex(fields, indexPath, null));
      } else if (keepEmpty) yield computedRow(withIndex(fields, indexPath, null));
    }
  };
}

/** `$sample`: some rows, chosen evenly (reservoir sampling). */
export function sampleStage(argument: unknown): Stage {
  const size = isDocument(argument) ? toNumber(argument.get("size")) : Number.NaN;
  if (!(size > 0)) throw new CommandError("Location28747", "size argument to $sample must be a positive integer");
  return function* (rows) {
    const kept: Row[] = [];
    let seen = 0;
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      seen++;
      if (kept.length < size) kept.push(row);
      else {
        const place = Math.floor(Math.random() * seen);
        if (place < size) kept[place] = row;
      }
    }
    for (let i = kept.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      const [a, b] = [kept[i], kept[j]];
      if (a && b) [kept[i], kept[j]] = [b, a];
    }
    yield* kept;
  };
}

function withIndex(fields: Fields, path: readonly string[] | undefined, value: unknown): Fields {
  return path === undefined ? fields : withValue(fields, path, value);
}

/** A copy with another value at a path. */
export function withValue(fields: Fields, names: readonly string[], value: unknown): Fields {
  const [name = "", ...rest] = names;
  const copy = new Map(fields);
  const inner = copy.get(name);
  copy.set(name, rest.length === 0 ? value : withValue(isDocument(inner) ? inner : new Map(), rest, value));
  return copy;
}

function without(fields: Fields, names: readonly string[]): Fields {
  const [name = "", ...rest] = names;
  const copy = new Map(fields);
  const inner = copy.get(name);
  if (rest.length === 0) copy.delete(name);
  else if (isDocument(inner)) copy.set(name, without(inner, rest));
  return copy;
}
