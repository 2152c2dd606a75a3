import { Int32 } from "bson";
import { describe, expect, it } from "vitest";
import { decodeDocument } from "../bson/decode-document.ts";
import { encodeDocument } from "../bson/encode-document.ts";
import { MISSING } from "../bson/values.ts";
import { indexKeys, keyTuples, LONG_KEY_PREFIX_BYTES } from "./index-keys.ts";

const parts = (...paths: string[]): { path: string; descending: boolean }[] =>
  paths.map((path) => ({ path, descending: false }));
const tuples = (document: Record<string, unknown>, ...paths: string[]): unknown[][] =>
  keyTuples(decodeDocument(encodeDocument(document)), parts(...paths)).map((tuple) =>
    tuple.map((value) => (value instanceof Int32 ? value.value : value)),
  );

describe("keyTuples", () => {
  it.each([
    ["a value", { a: 1 }, ["a"], [[1]]],
    ["a missing field", {}, ["a"], [[MISSING]]],
    ["each element of an array", { a: [1, 2] }, ["a"], [[1], [2]]],
    ["undefined for an empty array", { a: [] }, ["a"], [[undefined]]],
    ["a path through documents", { a: { b: 1 } }, ["a.b"], [[1]]],
    ["a path through an array of documents", { a: [{ b: 1 }, { b: 2 }, {}] }, ["a.b"], [[1], [2], [MISSING]]],
    ["a position in an array", { a: [7, 8] }, ["a.1"], [[8]]],
    [
      "two paths through one array in step",
      {
        a: [
          { b: 1, c: 2 },
          { b: 3, c: 4 },
        ],
      },
      ["a.b", "a.c"],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "an array beside a value",
      { a: [1, 2], b: 3 },
      ["a", "b"],
      [
        [1, 3],
        [2, 3],
      ],
    ],
    ["arrays within arrays as values", { a: [[1, 2]] }, ["a"], [[[new Int32(1), new Int32(2)]]]],
  ])("gives %s", (_what, document, paths, expected) => {
    expect(tuples(document, ...paths)).toEqual(expected);
  });

  it("refuses two arrays side by side", () => {
    expect(() => tuples({ a: [1], b: [2] }, "a", "b")).toThrow("cannot index parallel arrays");
  });
});

describe("indexKeys", () => {
  it("cuts long keys and keeps them apart by their hash", () => {
    const key = (text: string): Buffer | undefined => indexKeys(new Map([["a", text]]), parts("a")).keys[0];
    const [x, y] = [key(`${"x".repeat(5000)}1`), key(`${"x".repeat(5000)}2`)];
    expect(x?.length).toBe(LONG_KEY_PREFIX_BYTES + 32);
    expect(y && x?.equals(y)).toBe(false);
  });
});
