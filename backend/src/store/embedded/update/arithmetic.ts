import { Decimal128, Double, Int32, Long } from "bson";
import { decimalParts } from "../bson/exact-number.ts";
import { type BsonNumber, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";

type Operation = "add" | "multiply";

const MAX_LONG = 2n ** 63n - 1n;
const MIN_LONG = -(2n ** 63n);
const MAX_INT = 2n ** 31n - 1n;
const MIN_INT = -(2n ** 31n);

/**
 * Adds or multiplies as MongoDB's $inc and $mul do: the wider of both types wins, Int32 grows into Long, a Long that
 * overflows is an error.
 */
export function calculate(operation: Operation, a: BsonNumber, b: BsonNumber): BsonNumber {
  if (a instanceof Decimal128 || b instanceof Decimal128) return calculateDecimal(operation, a, b);
  if (isFloating(a) || isFloating(b)) {
    return new Double(operation === "add" ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b));
  }
  const [x, y] = [toBigInt(a), toBigInt(b)];
  const result = operation === "add" ? x + y : x * y;
  if (result > MAX_LONG || result < MIN_LONG) {
    throw new CommandError("BadValue", "Failed to apply $inc or $mul: the result exceeds a 64-bit integer");
  }
  const wide = a instanceof Long || b instanceof Long || result > MAX_INT || result < MIN_INT;
  return wide ? Long.fromBigInt(result) : new Int32(Number(result));
}

function isFloating(value: BsonNumber): boolean {
  return value instanceof Double || (typeof value === "number" && !Number.isInteger(value));
}

function toBigInt(value: BsonNumber): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(toNumber(value));
}

function calculateDecimal(operation: Operation, a: BsonNumber, b: BsonNumber): Decimal128 {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  if (![x, y].every((value) => Number.isFinite(Number(value.toString())))) {
    const result = operation === "add" ? toNumber(x) + toNumber(y) : toNumber(x) * toNumber(y);
    return Decimal128.fromString(String(result));
  }
  const [p, q] = [decimalParts(x), decimalParts(y)];
  if (operation === "multiply") return makeDecimal(p.coefficient * q.coefficient, p.exponent + q.exponent);
  const exponent = Math.min(p.exponent, q.exponent);
  const scaled = (part: { coefficient: bigint; exponent: number }): bigint =>
    part.coefficient * 10n ** BigInt(part.exponent - exponent);
  return makeDecimal(scaled(p) + scaled(q), exponent);
}

function toDecimal(value: BsonNumber): Decimal128 {
  if (value instanceof Decimal128) return value;
  return Decimal128.fromStringWithRounding(value instanceof Long ? value.toString() : String(toNumber(value)));
}

function makeDecimal(coefficient: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${coefficient}E${exponent >= 0 ? "+" : ""}${exponent}`);
}
