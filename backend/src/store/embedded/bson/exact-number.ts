import { Decimal128, Long } from "bson";
import { type BsonNumber, toNumber } from "./values.ts";

/** A finite number as `numerator * 2^binary * 10^decimal`, exactly. */
interface Exact {
  readonly numerator: bigint;
  readonly binary: number;
  readonly decimal: number;
}

const TWO_POW_52 = 2n ** 52n;
const DOUBLE_BIAS = 1075;

/** Compares numbers of any BSON type by their exact value. NaN is the smallest number and equals itself. */
export function compareNumbers(a: BsonNumber, b: BsonNumber): number {
  if (a instanceof Long && b instanceof Long) return a.compare(b);
  const x = toNumber(a);
  const y = toNumber(b);
  if (isExact(a) && isExact(b)) return compareDoubles(x, y);
  if (Number.isNaN(x) || Number.isNaN(y)) return compareDoubles(x, y);
  const [endlessA, endlessB] = [isInfinite(a), isInfinite(b)];
  if (endlessA || endlessB) return compareDoubles(endlessA ? x : 0, endlessB ? y : 0);
  return compareExact(toExact(a), toExact(b));
}

/** Sign of the exact value minus a finite double. */
export function compareToDouble(value: BsonNumber, double: number): number {
  return compareExact(toExact(value), exactDouble(double));
}

/** `(value - low) / (high - low)` as a whole number of 2^64ths, for `low <= value < high`; capped just below one. */
export function fractionBetween(value: BsonNumber, low: number, high: number): bigint {
  const lowest = exactDouble(low);
  const range = subtract(exactDouble(high), lowest);
  const part = subtract(toExact(value), lowest);
  const [top, bottom] = align(part, range);
  const scaled = (top << 64n) / bottom;
  const limit = (1n << 64n) - 1n;
  return scaled > limit ? limit : scaled;
}

/** Digits and exponent of a finite Decimal128. */
export function decimalParts(value: Decimal128): { coefficient: bigint; exponent: number } {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(value.toString());
  if (!match) return { coefficient: 0n, exponent: 0 };
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = BigInt(`${whole}${fraction}` || "0");
  return { coefficient: sign === "-" ? -digits : digits, exponent: Number(exponent) - fraction.length };
}

function isExact(value: BsonNumber): boolean {
  return !(value instanceof Long || value instanceof Decimal128);
}

function isInfinite(value: BsonNumber): boolean {
  if (value instanceof Decimal128) return /inf/i.test(value.toString());
  return !Number.isFinite(toNumber(value));
}

function compareDoubles(x: number, y: number): number {
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1;
  if (Number.isNaN(y)) return 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

function toExact(value: BsonNumber): Exact {
  if (value instanceof Long) return { numerator: value.toBigInt(), binary: 0, decimal: 0 };
  if (value instanceof Decimal128) {
    const { coefficient, exponent } = decimalParts(value);
    return { numerator: coefficient, binary: 0, decimal: exponent };
  }
  return exactDouble(toNumber(value));
}

function exactDouble(value: number): Exact {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & (TWO_POW_52 - 1n);
  const magnitude = exponent === 0 ? fraction : fraction | TWO_POW_52;
  return {
    numerator: value < 0 ? -magnitude : magnitude,
    binary: (exponent === 0 ? 1 : exponent) - DOUBLE_BIAS,
    decimal: 0,
  };
}

function compareExact(a: Exact, b: Exact): number {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function subtract(a: Exact, b: Exact): Exact {
  const [x, y] = align(a, b);
  return { numerator: x - y, binary: Math.min(a.binary, b.binary), decimal: Math.min(a.decimal, b.decimal) };
}

/** Both numerators over the smaller exponents. */
function align(a: Exact, b: Exact): [bigint, bigint] {
  const binary = Math.min(a.binary, b.binary);
  const decimal = Math.min(a.decimal, b.decimal);
  const scale = (n: Exact): bigint =>
    n.numerator * 2n ** BigInt(n.binary - binary) * 10n ** BigInt(n.decimal - decimal);
  return [scale(a), scale(b)];
}
