import { Binary } from "bson";
import { isArray, isNumber, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";

const MAX_BIT = 1024;

/** The mask of a $bits... operator: a number, a BinData or a list of bit positions. */
export function parseBits(value: unknown): bigint {
  if (isNumber(value)) {
    const mask = toNumber(value);
    if (!Number.isInteger(mask)) throw new CommandError("FailedToParse", "Expected an integer bit mask");
    if (mask < 0) throw new CommandError("FailedToParse", "Expected a non-negative number in a bit mask");
    return BigInt(mask);
  }
  if (value instanceof Binary) return bitsOfBinary(value);
  if (!isArray(value)) throw new CommandError("BadValue", "a bit mask takes an Array, a number, or a BinData");
  return value.reduce<bigint>((mask, bit) => mask | (1n << BigInt(position(bit))), 0n);
}

/** The bytes as a number, lowest byte first. */
export function bitsOfBinary(value: Binary): bigint {
  const bytes = Buffer.from(value.value()).reverse();
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

function position(value: unknown): number {
  const bit = toNumber(value);
  if (!Number.isInteger(bit) || bit < 0 || bit > MAX_BIT) {
    throw new CommandError("FailedToParse", "bit positions must be integers >= 0");
  }
  return bit;
}
