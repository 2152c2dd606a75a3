import { Decimal128, Long } from "bson";
import { compareToDouble, fractionBetween } from "../bson/exact-number.ts";
import { type BsonNumber, toNumber } from "../bson/values.ts";
import type { ByteWriter } from "./byte-writer.ts";

const EXACT = 0;
const HAS_FRACTION = 1;
const SIGN_BIT = 1n << 63n;
const ALL_BITS = (1n << 64n) - 1n;

/**
 * Writes a number of any BSON type so that bytes compare as values do: the largest double not above it, and, where a
 * Long or Decimal128 lies between two doubles, how far between (in 2^-64ths of the gap).
 */
export function writeNumber(out: ByteWriter, value: BsonNumber): void {
  const nearest = toNumber(value);
  if (!(value instanceof Long || value instanceof Decimal128) || !Number.isFinite(nearest)) {
    if (value instanceof Decimal128 && isFiniteDecimal(value)) {
      writeBetween(out, value, nearest > 0 ? Number.MAX_VALUE : Number.NEGATIVE_INFINITY);
      return;
    }
    writeDouble(out, nearest);
    out.byte(EXACT);
    return;
  }
  const order = compareToDouble(value, nearest);
  if (order === 0) {
    writeDouble(out, nearest);
    out.byte(EXACT);
    return;
  }
  writeBetween(out, value, order > 0 ? nearest : neighbour(nearest, -1n));
}

function isFiniteDecimal(value: Decimal128): boolean {
  return !/nan|inf/i.test(value.toString());
}

function writeBetween(out: ByteWriter, value: BsonNumber, below: number): void {
  writeDouble(out, below);
  out.byte(HAS_FRACTION);
  const above = neighbour(below, 1n);
  const beyondDoubles = !Number.isFinite(below) || !Number.isFinite(above);
  out.uint64(beyondDoubles ? ALL_BITS : fractionBetween(value, below, above));
}

/** Ordered bits of a double: NaN first, -0 as 0. */
function writeDouble(out: ByteWriter, value: number): void {
  out.uint64(Number.isNaN(value) ? 0n : orderedBits(value));
}

function orderedBits(value: number): bigint {
  const bits = doubleBits(value === 0 ? 0 : value);
  return bits & SIGN_BIT ? ~bits & ALL_BITS : bits | SIGN_BIT;
}

function neighbour(value: number, step: bigint): number {
  const ordered = orderedBits(value) + step;
  return bitsToDouble(ordered & SIGN_BIT ? ordered ^ SIGN_BIT : ~ordered & ALL_BITS);
}

const scratch = new DataView(new ArrayBuffer(8));

function doubleBits(value: number): bigint {
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0);
}

function bitsToDouble(bits: bigint): number {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}
