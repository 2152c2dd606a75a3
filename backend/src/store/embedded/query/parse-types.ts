import { isArray, isNumber, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";

/** Name -> BSON type number, as `$type` takes them. */
const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};
const NUMBER_TYPES: readonly number[] = [1, 16, 18, 19];
const KNOWN = new Set(Object.values(TYPE_NUMBERS));

/** The BSON type numbers that a `$type` operand names. */
export function parseTypes(value: unknown): number[] {
  const operands = isArray(value) ? value : [value];
  if (operands.length === 0) throw new CommandError("FailedToParse", "$type must match at least one type");
  return operands.flatMap(parseType);
}

function parseType(value: unknown): readonly number[] {
  if (value === "number") return NUMBER_TYPES;
  if (typeof value === "string") {
    const type = TYPE_NUMBERS[value];
    if (type === undefined) throw new CommandError("BadValue", `Unknown type name alias: ${value}`);
    return [type];
  }
  if (!isNumber(value)) throw new CommandError("TypeMismatch", "type must be represented as a number or a string");
  const type = toNumber(value);
  if (!KNOWN.has(type)) throw new CommandError("BadValue", `Invalid numerical type code: ${type}`);
  return [type];
}
