import { Double, Int32, Long, Timestamp } from "bson";
import { compareValues, equalValues } from "../bson/compare-values.ts";
import { isArray, isDocument, isNumber, MISSING, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/compile-filter.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { calculate } from "./arithmetic.ts";
import { pushItems } from "./push-items.ts";

/** What an operator makes of the value at a path; MISSING leaves the field away. */
export type UpdateOperator = (current: unknown, operand: unknown, path: string, now: Date) => unknown;

const set: UpdateOperator = (_current, operand) => operand;

const increment: UpdateOperator = (current, operand, path) => {
  if (!isNumber(operand)) {
    throw new CommandError(
      "TypeMismatch",
      `Cannot increment with non-numeric argument: {${path}: ${describe(operand)}}`,
    );
  }
  if (current === MISSING) return operand;
  return calculate("add", numberAt(current, "$inc", path), operand);
};

const multiply: UpdateOperator = (current, operand, path) => {
  if (!isNumber(operand)) {
    throw new CommandError(
      "TypeMismatch",
      `Cannot multiply with non-numeric argument: {${path}: ${describe(operand)}}`,
    );
  }
  if (current !== MISSING) return calculate("multiply", numberAt(current, "$mul", path), operand);
  return calculate("multiply", operand instanceof Double ? new Double(0) : new Int32(0), operand);
};

const minimum: UpdateOperator = (current, operand) =>
  current === MISSING || compareValues(operand, current) < 0 ? operand : current;

const maximum: UpdateOperator = (current, operand) =>
  current === MISSING || compareValues(operand, current) > 0 ? operand : current;

const currentDate: UpdateOperator = (_current, operand, path, now) => {
  if (typeof operand === "boolean") return now;
  const type = isDocument(operand) && operand.size === 1 ? operand.get("$type") : undefined;
  if (type === "date") return now;
  if (type === "timestamp") return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  throw new CommandError(
    "BadValue",
    `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {${path}: ...}}`,
  );
};

const push: UpdateOperator = (current, operand, path) => pushItems(arrayAt(current, "$push", path), operand);

const addToSet: UpdateOperator = (current, operand, path) => {
  const items = [...arrayAt(current, "$addToSet", path)];
  const each = isDocument(operand) && operand.has("$each") ? operand.get("$each") : [operand];
  if (!isArray(each)) throw new CommandError("TypeMismatch", "The argument to $each in $addToSet must be an array");
  for (const item of each) if (!items.some((existing) => equalValues(existing, item))) items.push(item);
  return items;
};

const pull: UpdateOperator = (current, operand, path) => {
  if (current === MISSING) return MISSING;
  if (!isArray(current)) throw new CommandError("BadValue", `Cannot apply $pull to a non-array value: ${path}`);
  const matches = pullTest(operand);
  return current.filter((item) => !matches(item));
};

const pullAll: UpdateOperator = (current, operand, path) => {
  if (!isArray(operand)) throw new CommandError("BadValue", "$pullAll requires an array argument");
  if (current === MISSING) return MISSING;
  if (!isArray(current)) throw new CommandError("BadValue", `Cannot apply $pull to a non-array value: ${path}`);
  return current.filter((item) => !operand.some((value) => equalValues(item, value)));
};

const pop: UpdateOperator = (current, operand, path) => {
  const end = isNumber(operand) ? toNumber(operand) : Number.NaN;
  if (end !== 1 && end !== -1)
    throw new CommandError("FailedToParse", `$pop expects 1 or -1, found: ${describe(operand)}`);
  if (current === MISSING) return MISSING;
  if (!isArray(current)) throw new CommandError("TypeMismatch", `Path '${path}' contains an element of non-array type`);
  return end === 1 ? current.slice(0, -1) : current.slice(1);
};

const bit: UpdateOperator = (current, operand, path) => {
  const entries = isDocument(operand) ? [...operand] : [];
  if (entries.length === 0) throw new CommandError("BadValue", "You must pass in at least one bitwise operation");
  return entries.reduce<unknown>((value, [name, mask]) => applyBits(value, name, mask, path), current);
};

/** The operators that change one path by its own value; $rename and $setOnInsert are not of them. */
export const UPDATE_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $set: set,
  $setOnInsert: set,
  $unset: () => MISSING,
  $inc: increment,
  $mul: multiply,
  $min: minimum,
  $max: maximum,
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $bit: bit,
};

function numberAt(current: unknown, operator: string, path: string): Parameters<typeof calculate>[1] {
  if (isNumber(current)) return current;
  throw new CommandError(
    "TypeMismatch",
    `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' has non-numeric type`,
  );
}

function arrayAt(current: unknown, operator: string, path: string): readonly unknown[] {
  if (current === MISSING) return [];
  if (isArray(current)) return current;
  throw new CommandError("BadValue", `The field '${path}' must be an array but is of another type (${operator})`);
}

/** $pull takes a condition on elements, a condition on their fields, or a value. */
function pullTest(operand: unknown): (item: unknown) => boolean {
  const holder = new Map([["item", operand]]);
  if (!isDocument(operand)) {
    const test = compileFilter(parseFilter(holder));
    return (item) => test(new Map([["item", item]])) && !(isArray(item) && !isArray(operand));
  }
  const [first] = operand.keys();
  if (first?.startsWith("$") && first !== "$and" && first !== "$or" && first !== "$nor") {
    const test = compileFilter(parseFilter(holder));
    return (item) => test(new Map([["item", item]]));
  }
  const test = compileFilter(parseFilter(operand));
  return (item) => isDocument(item) && test(item);
}

function applyBits(value: unknown, name: string, mask: unknown, path: string): unknown {
  if (!(mask instanceof Int32 || mask instanceof Long)) {
    throw new CommandError("BadValue", `The $bit modifier field must be an Integer(32/64 bit): {${path}: ...}`);
  }
  const current = value === MISSING ? new Int32(0) : value;
  if (!(current instanceof Int32 || current instanceof Long)) {
    throw new CommandError("BadValue", `Cannot apply $bit to a value of non-integral type: ${path}`);
  }
  const [x, y] = [BigInt(current.toString()), BigInt(mask.toString())];
  const result = name === "and" ? x & y : name === "or" ? x | y : name === "xor" ? x ^ y : undefined;
  if (result === undefined) {
    throw new CommandError("BadValue", `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
  }
  const wide = current instanceof Long || mask instanceof Long;
  return wide ? Long.fromBigInt(BigInt.asIntN(64, result)) : new Int32(Number(BigInt.asIntN(32, result)));
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
