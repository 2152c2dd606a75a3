import { BSONSymbol } from "bson";
import { type CompareStrings, compareValues } from "../bson/compare-values.ts";
import { fieldTree } from "../bson/field-tree.ts";
import { type Fields, isArray, isDocument, isNumber, MISSING, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { visitPath } from "./paths.ts";
import type { Row, Step } from "./row.ts";

export interface SortPart {
  readonly path: string;
  readonly descending: boolean;
}

const MAX_SORT_PARTS = 32;
/** With a limit, rows beyond it are dropped each time this many have gathered. */
const SPARE_ROWS = 1000;

/** Parses a sort specification. Throws Location17280-like BadValue on values other than 1 and -1. */
export function parseSort(value: unknown): SortPart[] {
  if (value === undefined || value === null) return [];
  if (!isDocument(value)) throw new CommandError("TypeMismatch", "Expected field sort to be of type object");
  if (value.size > MAX_SORT_PARTS) throw new CommandError("BadValue", "too many compound keys in sort");
  return [...value].map(([path, direction]) => ({ path, descending: isDescending(path, direction) }));
}

function isDescending(path: string, direction: unknown): boolean {
  if (path === "") throw new CommandError("BadValue", "FieldPath cannot be constructed with empty string");
  if (isDocument(direction) && direction.has("$meta"))
    throw new CommandError("BadValue", "$meta sort is not supported");
  const number = isNumber(direction) ? Math.trunc(toNumber(direction)) : Number.NaN;
  if (number !== 1 && number !== -1) {
    throw new CommandError("BadValue", "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
  }
  return number === -1;
}

/** Puts rows in order, stably. With `limit`, keeps no more than the first `limit` (and some spare) in memory. */
export function* sortRows(
  rows: Iterable<Step>,
  parts: readonly SortPart[],
  limit: number,
  strings?: CompareStrings,
): Generator<Step> {
  const compare = sortComparator(parts, strings);
  const wanted = fieldTree(parts.map(({ path }) => path));
  let kept: { key: unknown[]; row: Row }[] = [];
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    kept.push({ key: sortKey(row.some(wanted), parts, strings), row });
    if (kept.length > limit + SPARE_ROWS) kept = kept.sort((a, b) => compare(a.key, b.key)).slice(0, limit);
  }
  kept.sort((a, b) => compare(a.key, b.key));
  for (const { row } of kept.slice(0, limit)) yield row;
}

/** The values a document is sorted by: of an array its smallest element, or when descending its largest. */
export function sortKey(document: Fields, parts: readonly SortPart[], strings?: CompareStrings): unknown[] {
  return parts.map((part) => {
    let best: unknown = MISSING;
    visitPath(document, part.path.split("."), (value) => {
      for (const candidate of isArray(value)
        ? value.length === 0
          ? [undefined]
          : value
        : [value === MISSING ? null : value]) {
        const order = best === MISSING ? -1 : compareValues(candidate, best, strings) * (part.descending ? -1 : 1);
        if (order < 0) best = candidate;
      }
      return false;
    });
    const value = best === MISSING ? null : best;
    return value instanceof BSONSymbol ? value.value : value;
  });
}

export function sortComparator(
  parts: readonly SortPart[],
  strings?: CompareStrings,
): (a: unknown[], b: unknown[]) => number {
  return (a, b) => {
    for (let i = 0; i < parts.length; i++) {
      const order = compareValues(a[i], b[i], strings);
      if (order !== 0) return parts[i]?.descending ? -order : order;
    }
    return 0;
  };
}
