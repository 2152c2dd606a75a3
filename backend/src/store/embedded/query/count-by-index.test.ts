import { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexOf, openTestStore, type TestStore } from "../testing/open-test-store.ts";

/** Values that share a key, or a place in an index, with others. */
const AWKWARD: readonly unknown[] = [
  null,
  undefined,
  Number.NaN,
  0,
  -0,
  1,
  mongo.Long.fromNumber(1),
  2.5,
  "a",
  "a\u0000b",
  "",
  "x".repeat(2000),
  new Date(0),
  new Date(5),
  true,
  { a: 1 },
];

const FILTERS: readonly mongo.Document[] = [
  {},
  { value: "a" },
  { value: null },
  { value: 1 },
  { value: Number.NaN },
  { value: { $gt: 0 } },
  { value: { $gte: 0 } },
  { value: { $lt: 2 } },
  { value: { $lte: 1, $gt: -1 } },
  { value: { $lt: new Date(5) } },
  { value: { $gte: "" } },
  { value: { $in: [1, "a", null] } },
  { value: { $in: [1, "a", new Date(5), 1] } },
  { value: { $ne: 1 } },
  { value: { $exists: true } },
  { value: "a", at: { $gte: 3, $lt: 90 } },
  { value: { $in: ["a", 1] }, at: { $lte: 40 } },
  { value: "a", group: 2 },
  { $or: [{ value: 1 }, { value: "a" }] },
];

describe.each([
  ["values alone", AWKWARD],
  ["values and lists of them", [...AWKWARD, [1, "a"], []]],
  ["short values", AWKWARD.filter((value) => value !== AWKWARD[11])],
])("what matches among %s", (_name, values) => {
  let test: TestStore;
  let plain: mongo.Collection;
  let indexed: mongo.Collection;

  beforeAll(async () => {
    test = await openTestStore();
    plain = test.collection();
    indexed = test.collection();
    await indexed.createIndexes([
      { key: { value: 1, at: -1 } },
      { key: { at: 1 } },
      { key: { group: -1 }, sparse: true },
    ]);
    const documents = Array.from({ length: 100 }, (_, i) => ({
      at: i,
      ...(i % 17 > 0 && { value: values[i % values.length] }),
      ...(i % 3 > 0 && { group: i % 4 }),
    }));
    await plain.insertMany(documents);
    await indexed.insertMany(documents);
  });
  afterAll(() => test.close());

  it.each(FILTERS)("is counted and skipped the same with an index as without: %j", async (filter) => {
    const total = await plain.countDocuments(filter);
    expect(await indexed.countDocuments(filter)).toBe(total);
    expect(await indexed.countDocuments(filter, { skip: 3, limit: 4 })).toBe(Math.max(0, Math.min(total - 3, 4)));
    const places = async (collection: mongo.Collection, direction: 1 | -1) =>
      (await collection.find(filter).sort({ at: direction }).skip(2).limit(5).toArray()).map(({ at }) => at);
    expect(await places(indexed, 1)).toEqual(await places(plain, 1));
    expect(await places(indexed, -1)).toEqual(await places(plain, -1));
  });
});

describe("a part of a document", () => {
  it("is found and given as of the whole, through lists and documents within", async () => {
    const test = await openTestStore();
    const collection = test.collection();
    const document = { a: { b: [{ c: 1, d: "x" }, { c: 2 }], e: { f: 3 } }, g: [[1, 2], { h: 1 }], "": 1, i: null };
    await collection.insertOne(document);
    expect(await indexOf(collection.find({ "a.b.c": 2 }))).toBe("COLLSCAN");
    const find = (filter: mongo.Document, projection: mongo.Document) =>
      collection.findOne(filter, { projection: { _id: 0, ...projection } });
    expect(await find({ "a.b.1.c": 2, "g.h": 1 }, { "a.e.f": 1, "a.b.c": 1 })).toEqual({
      a: { b: [{ c: 1 }, { c: 2 }], e: { f: 3 } },
    });
    expect(await find({ "a.e": { f: 3 } }, { "a.x": 1, i: 1 })).toEqual({ a: {}, i: null });
    expect(await find({ a: document.a, "a.e.f": 3 }, { g: true })).toEqual({ g: document.g });
    expect(await find({ "a.e.f": { $ne: 3 } }, { g: 1 })).toBeNull();
    expect(await find({ $expr: { $eq: ["$a.e.f", 3] } }, { "a.e": 1 })).toEqual({ a: { e: { f: 3 } } });
    await test.close();
  });
});
