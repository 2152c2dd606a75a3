import { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, openTestStore, type TestStore } from "../testing/open-test-store.ts";

const { Decimal128, Double, Int32, Long } = mongo.BSON;
let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

async function updated(
  before: mongo.Document,
  update: mongo.Document | mongo.Document[],
  filter: mongo.Document = {},
  options = {},
): Promise<unknown> {
  const collection = test.collection();
  await collection.insertOne({ _id: 1, ...before } as never);
  await collection.updateOne(filter, update, options);
  const document = await collection.findOne({ _id: 1 } as never, { promoteValues: true });
  const { _id, ...rest } = document ?? {};
  return rest;
}

describe("update operators", () => {
  it.each<[string, mongo.Document, mongo.Document, mongo.Document]>([
    ["$set", { a: 1 }, { $set: { a: 2, "b.c": 3 } }, { a: 2, b: { c: 3 } }],
    ["$set in an array", { a: [1] }, { $set: { "a.3": 4 } }, { a: [1, null, null, 4] }],
    ["$unset", { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: "", "b.c": "" } }, { b: { d: 2 } }],
    ["$unset in an array leaves null", { a: [1, 2] }, { $unset: { "a.0": "" } }, { a: [null, 2] }],
    ["$inc and $inc of a missing field", { a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
    ["$mul", { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
    ["$min and $max", { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 9, c: 1 } }, { a: 3, b: 9, c: 1 }],
    ["$max across types", { a: 5 }, { $max: { a: "text" } }, { a: "text" }],
    ["$rename", { a: { b: 1 }, c: 2 }, { $rename: { "a.b": "x.y", c: "d" } }, { a: {}, x: { y: 1 }, d: 2 }],
    ["$push", { a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
    [
      "$push $each $position $slice",
      { a: [1, 5] },
      { $push: { a: { $each: [2, 3], $position: 1, $slice: 3 } } },
      { a: [1, 2, 3] },
    ],
    [
      "$push $each $sort",
      { a: [{ n: 3 }] },
      { $push: { a: { $each: [{ n: 1 }, { n: 2 }], $sort: { n: -1 } } } },
      { a: [{ n: 3 }, { n: 2 }, { n: 1 }] },
    ],
    ["$push $slice from the end", { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    ["$addToSet", { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ["$pull by value", { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ["$pull by condition", { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ["$pull by fields", { a: [{ b: 1, c: 1 }, { b: 2 }] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }] }],
    ["$pullAll", { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ["$pop", { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    ["$bit", { a: 13 }, { $bit: { a: { and: new Int32(10) } } }, { a: 8 }],
    ["all elements $[]", { a: [1, 2] }, { $inc: { "a.$[]": 10 } }, { a: [11, 12] }],
  ])("%s", async (_name, before, update, expected) => {
    expect(await updated(before, update)).toEqual(expected);
  });

  it("changes the element the query matched with the positional $", async () => {
    expect(await updated({ a: [1, 5, 9] }, { $set: { "a.$": 0 } }, { a: { $gt: 4 } })).toEqual({ a: [1, 0, 9] });
    const list = [
      { k: "x", n: 1 },
      { k: "y", n: 2 },
    ];
    expect(await updated({ list }, { $inc: { "list.$.n": 5 } }, { list: { $elemMatch: { k: "y", n: 2 } } })).toEqual({
      list: [
        { k: "x", n: 1 },
        { k: "y", n: 7 },
      ],
    });
  });

  it("changes the elements that array filters choose", async () => {
    const options = { arrayFilters: [{ "low.n": { $lt: 3 } }] };
    expect(
      await updated({ a: [{ n: 1 }, { n: 5 }, { n: 2 }] }, { $set: { "a.$[low].ok": true } }, {}, options),
    ).toEqual({
      a: [{ n: 1, ok: true }, { n: 5 }, { n: 2, ok: true }],
    });
  });

  it("sets the present date", async () => {
    const result = await updated({}, { $currentDate: { d: true, t: { $type: "timestamp" } } });
    expect(result).toEqual({ d: expect.any(Date), t: expect.any(mongo.Timestamp) });
  });

  it("runs a pipeline", async () => {
    const pipeline = [{ $set: { total: { $add: ["$a", "$b"] } } }, { $unset: "b" }];
    expect(await updated({ a: 1, b: 2 }, pipeline)).toEqual({ a: 1, total: 3 });
    expect(await updated({ a: 1, b: 2 }, [{ $replaceWith: { only: "$b" } }])).toEqual({ only: 2 });
  });

  it("keeps the types of numbers", async () => {
    const collection = test.collection();
    const before = {
      _id: 1,
      i: new Int32(1),
      l: Long.fromNumber(1),
      d: new Double(1),
      m: Decimal128.fromString("0.1"),
      big: new Int32(2 ** 31 - 1),
      other: new Double(3),
    };
    await collection.insertOne(before as never);
    await collection.updateOne(
      {},
      {
        $inc: { i: new Int32(1), l: new Int32(1), d: new Int32(1), m: Decimal128.fromString("0.2"), big: new Int32(1) },
      },
    );
    const after = await collection.findOne({}, { promoteValues: false });
    const shown = Object.entries(after ?? {}).map(
      ([name, value]) => `${name}:${String(value._bsontype)}:${String(value)}`,
    );
    expect(shown).toEqual([
      "_id:Int32:1",
      "i:Int32:2",
      "l:Long:2",
      "d:Double:2",
      "m:Decimal128:0.3",
      "big:Long:2147483648",
      "other:Double:3",
    ]);
  });

  it("keeps types and order of all that a pipeline does not touch", async () => {
    const collection = test.collection();
    await collection.insertOne({ _id: 1, l: Long.fromNumber(5), d: new Double(2), z: 1 } as never);
    await collection.updateOne({}, [{ $set: { z: 2 } }]);
    const after = await collection.findOne({}, { promoteValues: false });
    expect(Object.entries(after ?? {}).map(([name, value]) => `${name}:${String(value._bsontype)}`)).toEqual([
      "_id:Int32",
      "l:Long",
      "d:Double",
      "z:Int32",
    ]);
  });

  it.each<[string, mongo.Document, mongo.Document, number]>([
    ["an unknown operator", {}, { $bogus: { a: 1 } }, 9],
    ["$inc of text", { a: "x" }, { $inc: { a: 1 } }, 14],
    ["$inc by text", { a: 1 }, { $inc: { a: "x" } }, 14],
    ["$push to a number", { a: 1 }, { $push: { a: 1 } }, 2],
    ["a path through a number", { a: 1 }, { $set: { "a.b": 1 } }, 28],
    ["two changes of one path", {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ["a path and one within it", {}, { $set: { a: {}, "a.b": 1 } }, 40],
    ["another _id", {}, { $set: { _id: 2 } }, 66],
    ["an empty name in a path", {}, { $set: { "a..b": 1 } }, 56],
    ["$pop of a number", { a: 1 }, { $pop: { a: 1 } }, 14],
    ["a positional path without a match", { a: [1] }, { $set: { "a.$": 1 } }, 2],
  ])("refuses %s", async (_name, before, update, code) => {
    const collection = test.collection();
    await collection.insertOne({ _id: 1, ...before } as never);
    expect((await failure(collection.updateOne({ _id: 1 } as never, update))).code).toBe(code);
    expect(await collection.findOne()).toEqual({ _id: 1, ...before });
  });
});

describe("upsert", () => {
  it("makes the document of the filter's equalities and the update", async () => {
    const collection = test.collection();
    const filter = { name: "x", "deep.a": 1, n: { $gt: 5 }, $and: [{ kind: { $eq: "k" } }] };
    const result = await collection.updateOne(
      filter,
      { $set: { b: 2 }, $setOnInsert: { c: 3 }, $inc: { hits: 1 } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    const document = await collection.findOne({}, { projection: { _id: 0 } });
    expect(document).toEqual({ name: "x", deep: { a: 1 }, kind: "k", b: 2, c: 3, hits: 1 });
    await collection.updateOne(filter, { $setOnInsert: { c: 9 }, $set: { n: 6 } }, { upsert: true });
    expect(await collection.countDocuments()).toBe(2);
  });

  it("takes _id from the filter", async () => {
    const collection = test.collection();
    const result = await collection.updateOne({ _id: "me" } as never, { $set: { a: 1 } }, { upsert: true });
    expect(result.upsertedId).toBe("me");
    const replaced = await collection.replaceOne({ _id: "you", x: 1 } as never, { a: 2 }, { upsert: true });
    expect(replaced.upsertedId).toBe("you");
    expect(await collection.findOne({ _id: "you" } as never)).toEqual({ _id: "you", a: 2 });
  });

  it("does not change what is there with $setOnInsert", async () => {
    const collection = test.collection();
    await collection.insertOne({ _id: 1, a: 1 } as never);
    const result = await collection.updateOne({ a: 1 }, { $setOnInsert: { b: 1 } }, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 0, upsertedCount: 0 });
  });
});
