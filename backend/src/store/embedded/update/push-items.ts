import { compareValues } from "../bson/compare-values.ts";
import { isArray, isDocument, isNumber, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { parseSort, sortComparator, sortKey } from "../query/sort-rows.ts";

const MODIFIERS = new Set(["$each", "$slice", "$sort", "$position"]);

/** The array after a $push: of one value, or of `$each` with $position, $sort and $slice, applied in that order. */
export function pushItems(current: readonly unknown[], operand: unknown): unknown[] {
  if (!isDocument(operand) || !operand.has("$each")) return [...current, operand];
  for (const name of operand.keys()) {
    if (!MODIFIERS.has(name)) throw new CommandError("BadValue", `Unrecognized clause in $push: ${name}`);
  }
  const each = operand.get("$each");
  if (!isArray(each)) throw new CommandError("BadValue", "The argument to $each in $push must be an array");
  const position = operand.has("$position") ? whole(operand.get("$position"), "$position") : current.length;
  const items = [...current];
  items.splice(position < 0 ? Math.max(0, items.length + position) : position, 0, ...each);
  if (operand.has("$sort")) sortItems(items, operand.get("$sort"));
  if (!operand.has("$slice")) return items;
  const slice = whole(operand.get("$slice"), "$slice");
  return slice >= 0 ? items.slice(0, slice) : items.slice(slice);
}

function sortItems(items: unknown[], by: unknown): void {
  if (isNumber(by)) {
    const sign = toNumber(by) < 0 ? -1 : 1;
    items.sort((a, b) => compareValues(a, b) * sign);
    return;
  }
  const parts = parseSort(by);
  const compare = sortComparator(parts);
  const keyOf = (item: unknown): unknown[] => sortKey(isDocument(item) ? item : new Map(), parts);
  items.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function whole(value: unknown, name: string): number {
  const number = isNumber(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw new CommandError("BadValue", `The value for ${name} must be an integer value`);
  return number;
}
