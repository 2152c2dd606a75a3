import { ObjectId } from "bson";
import { isNumber, toNumber } from "../bson/values.ts";
import type { Index } from "../storage/catalog.ts";
import type { Filter } from "./filter.ts";
import type { Bounds } from "./index-bounds.ts";

/**
 * Whether every key within the bounds is that of a document which the filter accepts, one key a document: what matches can then
 * be counted and skipped without a look at the documents.
 */
export function meetsFilter(index: Index, bounds: Bounds, filter: Filter): boolean {
  if (index.multikey || index.long || index.collation !== undefined) return false;
  const held = index.parts.slice(0, bounds.points + (bounds.ranged ? 1 : 0)).map(({ path }) => path);
  return isHeld(filter, held);
}

function isHeld(filter: Filter, held: readonly string[]): boolean {
  switch (filter.kind) {
    case "always":
      return filter.matches;
    case "and":
      return filter.children.every((child) => isHeld(child, held));
    case "in":
      return held.includes(filter.path) && filter.patterns.length === 0 && filter.values.every(isSimple);
    case "compare":
      return held.includes(filter.path) && isSimple(filter.value) && isExact(filter.operator, filter.value);
    default:
      return false;
  }
}

/** Values whose key stands for nothing else. Null also stands for what is not there. */
function isSimple(value: unknown): boolean {
  if (isNumber(value)) return !Number.isNaN(toNumber(value));
  return typeof value === "string" || typeof value === "boolean" || value instanceof Date || value instanceof ObjectId;
}

/** NaN lies below all numbers, but is not less than one. */
function isExact(operator: Extract<Filter, { kind: "compare" }>["operator"], value: unknown): boolean {
  return !isNumber(value) || (operator !== "lt" && operator !== "lte");
}
