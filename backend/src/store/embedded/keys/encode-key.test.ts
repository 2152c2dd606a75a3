import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { describe, expect, it } from "vitest";
import { compareValues } from "../bson/compare-values.ts";
import { ByteWriter } from "./byte-writer.ts";
import { encodeKey, successor, writeComponent } from "./encode-key.ts";

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);
const long = (text: string): Long => Long.fromString(text);

/** In MongoDB's order. Values in one row are equal. */
const ORDERED: readonly (readonly unknown[])[] = [
  [new MinKey()],
  [null],
  [new Double(Number.NaN), decimal("NaN")],
  [new Double(Number.NEGATIVE_INFINITY), decimal("-Infinity")],
  [new Double(-Number.MAX_VALUE)],
  [long("-9223372036854775808"), new Double(-(2 ** 63))],
  [long("-9223372036854775807")],
  [long("-9007199254740993")],
  [long("-9007199254740992"), new Double(-(2 ** 53))],
  [new Int32(-1), long("-1"), new Double(-1), decimal("-1.0")],
  [decimal("-0.1000000000000000055511151231257828")],
  [decimal("-0.1")],
  [new Double(-Number.MIN_VALUE)],
  [new Int32(0), new Double(-0), long("0"), decimal("0E+3")],
  [new Double(Number.MIN_VALUE)],
  [decimal("0.1")],
  [new Double(0.1)],
  [decimal("0.11")],
  [new Int32(1), decimal("1")],
  [new Double(1.5)],
  [long("9007199254740992"), new Double(2 ** 53)],
  [long("9007199254740993")],
  [decimal("9007199254740993.5")],
  [new Double(2 ** 53 + 2)],
  [long("9223372036854775807")],
  [new Double(2 ** 63), decimal("9223372036854775808")],
  [new Double(Number.MAX_VALUE)],
  [decimal("1E+400")],
  [new Double(Number.POSITIVE_INFINITY), decimal("Infinity")],
  [""],
  ["\0"],
  ["\0\0"],
  ["a", new BSONSymbol("a")],
  ["a\0"],
  ["a\0b"],
  ["ab"],
  ["é"],
  ["\uffff"],
  ["😀"],
  [new Map()],
  [new Map([["a", null]])],
  [new Map<string, unknown>([["a", new Int32(1)]])],
  [
    new Map<string, unknown>([
      ["a", new Int32(1)],
      ["b", new Int32(1)],
    ]),
  ],
  [new Map<string, unknown>([["b", new Int32(0)]])],
  [new Map<string, unknown>([["a", "x"]])],
  [[]],
  [[new Int32(1)]],
  [[new Int32(1), new Int32(2)]],
  [[new Int32(2)]],
  [["x"]],
  [new Binary(Buffer.from([9]))],
  [new Binary(Buffer.from([9]), 5)],
  [new Binary(Buffer.from([1, 1]))],
  [new ObjectId("000000000000000000000001")],
  [new ObjectId("ff0000000000000000000000")],
  [false],
  [true],
  [new Date(-1)],
  [new Date(0)],
  [new Date(1_700_000_000_000)],
  [new Timestamp({ t: 1, i: 2 })],
  [new Timestamp({ t: 2, i: 1 })],
  [new BSONRegExp("a", "")],
  [new BSONRegExp("a", "i")],
  [new Code("a")],
  [new MaxKey()],
];

const FLAT = ORDERED.flatMap((row, rank) => row.map((value) => ({ value, rank })));

function descendingKey(value: unknown): Buffer {
  const out = new ByteWriter();
  writeComponent(out, value, true);
  return out.toBuffer();
}

describe("encodeKey", () => {
  it("orders bytes as MongoDB orders values, across all types", () => {
    for (const a of FLAT) {
      for (const b of FLAT) {
        const order = Math.sign(Buffer.compare(encodeKey(a.value), encodeKey(b.value)));
        expect([a.value, b.value, order]).toEqual([a.value, b.value, Math.sign(a.rank - b.rank)]);
      }
    }
  });

  it("agrees with compareValues", () => {
    for (const a of FLAT) {
      for (const b of FLAT) {
        expect([a.value, b.value, Math.sign(compareValues(a.value, b.value))]).toEqual([
          a.value,
          b.value,
          Math.sign(a.rank - b.rank),
        ]);
      }
    }
  });

  it("reverses the order for a descending component, whatever follows", () => {
    const suffix = Buffer.from([0, 255]);
    for (const a of FLAT) {
      for (const b of FLAT) {
        const [x, y] = [descendingKey(a.value), descendingKey(b.value)].map((key) => Buffer.concat([key, suffix]));
        expect(Math.sign(Buffer.compare(x ?? suffix, y ?? suffix))).toBe(Math.sign(b.rank - a.rank) || 0);
      }
    }
  });

  it("never makes one value's bytes the beginning of another's", () => {
    for (const a of FLAT) {
      for (const b of FLAT) {
        if (a.rank === b.rank) continue;
        const [x, y] = [encodeKey(a.value), encodeKey(b.value)];
        expect(y.subarray(0, x.length).equals(x)).toBe(false);
      }
    }
  });

  it("orders random numbers of mixed types exactly", () => {
    let seed = 42;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const make = (): unknown => {
      const base = Math.round((random() - 0.5) * 2 ** Math.ceil(random() * 62));
      const kind = Math.floor(random() * 4);
      if (kind === 0) return new Double(base + random());
      if (kind === 1) return Long.fromBigInt(BigInt(base) + BigInt(Math.floor(random() * 3)));
      if (kind === 2) return decimal(`${base}.${Math.floor(random() * 1000)}`);
      return new Int32(base % 2 ** 31);
    };
    const values = Array.from({ length: 400 }, make);
    const byValue = [...values].sort((a, b) => compareValues(a, b));
    const byKey = [...values].sort((a, b) => Buffer.compare(encodeKey(a), encodeKey(b)));
    for (const [i, value] of byValue.entries()) expect(compareValues(value, byKey[i])).toBe(0);
  });
});

describe("successor", () => {
  it("is the first key after all that begin alike", () => {
    expect(successor(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 3]));
    expect(successor(Buffer.from([1, 255]))).toEqual(Buffer.from([2]));
    expect(successor(Buffer.from([255]))).toBeUndefined();
  });
});
