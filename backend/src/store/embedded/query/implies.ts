import { compareValues, equalValues, typeRank } from "../bson/compare-values.ts";
import { bsonType } from "../bson/values.ts";
import type { Condition } from "./conditions.ts";
import type { Filter } from "./filter.ts";

/** True when documents that meet the conditions surely match the filter (that of a partial index). */
export function implies(conditions: readonly Condition[], filter: Filter): boolean {
  if (filter.kind === "always") return filter.matches;
  if (filter.kind === "and") return filter.children.every((child) => implies(conditions, child));
  if (filter.kind === "or") return filter.children.some((child) => implies(conditions, child));
  if (!("path" in filter)) return false;
  return conditions.some(({ path, filter: known }) => path === filter.path && impliesLeaf(known, filter));
}

/** True when the condition holds only where the field is there. */
export function impliesPresence(filter: Filter): boolean {
  switch (filter.kind) {
    case "compare":
      return filter.value !== null && filter.value !== undefined;
    case "in":
      return filter.values.every((value) => value !== null && value !== undefined);
    case "type":
      return !filter.types.includes(6);
    case "exists":
    case "regex":
    case "size":
    case "mod":
    case "bits":
    case "elemMatch":
      return true;
    default:
      return false;
  }
}

function impliesLeaf(known: Filter, wanted: Filter): boolean {
  switch (wanted.kind) {
    case "exists":
      return impliesPresence(known);
    case "compare":
      return known.kind === "in"
        ? known.patterns.length === 0 && known.values.every((value) => satisfies(value, wanted))
        : known.kind === "compare" && impliesComparison(known, wanted);
    case "in":
      return listOf(known)?.every((value) => wanted.values.some((other) => equalValues(value, other))) ?? false;
    case "type":
      if (known.kind === "type") return known.types.every((type) => wanted.types.includes(type));
      return listOf(known)?.every((value) => wanted.types.includes(bsonType(value))) ?? false;
    case "size":
      return known.kind === "size" && known.size === wanted.size;
    case "regex":
      return known.kind === "regex" && String(known.pattern) === String(wanted.pattern);
    default:
      return false;
  }
}

type Compare = Extract<Filter, { kind: "compare" }>;

function listOf(filter: Filter): readonly unknown[] | undefined {
  if (filter.kind === "compare" && filter.operator === "eq") return [filter.value];
  return filter.kind === "in" && filter.patterns.length === 0 ? filter.values : undefined;
}

function impliesComparison(known: Compare, wanted: Compare): boolean {
  if (known.operator === "eq") return satisfies(known.value, wanted);
  if (wanted.operator === "eq" || typeRank(known.value) !== typeRank(wanted.value)) return false;
  const order = compareValues(known.value, wanted.value);
  const upward = known.operator === "gt" || known.operator === "gte";
  if (upward !== (wanted.operator === "gt" || wanted.operator === "gte")) return false;
  const strict = wanted.operator === "gt" || wanted.operator === "lt";
  const knownStrict = known.operator === "gt" || known.operator === "lt";
  if (order === 0) return knownStrict || !strict;
  return upward ? order > 0 : order < 0;
}

function satisfies(value: unknown, wanted: Compare): boolean {
  if (typeRank(value) !== typeRank(wanted.value)) return false;
  const order = compareValues(value, wanted.value);
  switch (wanted.operator) {
    case "eq":
      return order === 0;
    case "gt":
      return order > 0;
    case "gte":
      return order >= 0;
    case "lt":
      return order < 0;
    case "lte":
      return order <= 0;
  }
}
