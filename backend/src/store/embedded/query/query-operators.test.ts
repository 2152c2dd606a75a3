import { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, openTestStore, type TestStore } from "../testing/open-test-store.ts";

const { Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId } = mongo.BSON;
let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

async function matching(documents: mongo.Document[], filter: mongo.Document): Promise<unknown[]> {
  const collection = test.collection();
  await collection.insertMany(documents.map((document, i) => ({ _id: i, ...document })) as never[]);
  const found = await collection.find(filter).sort({ _id: 1 }).toArray();
  return found.map(({ _id }) => _id);
}

describe("query operators", () => {
  it.each<[string, mongo.Document[], mongo.Document, number[]]>([
    ["equality", [{ a: 1 }, { a: 2 }, { a: "1" }], { a: 1 }, [0]],
    [
      "equality across number types",
      [{ a: new Int32(1) }, { a: Long.fromNumber(1) }, { a: new Double(1) }, { a: Decimal128.fromString("1.0") }],
      { a: 1 },
      [0, 1, 2, 3],
    ],
    ["equality with an element of an array", [{ a: [1, 2] }, { a: [3] }], { a: 2 }, [0]],
    ["equality with a whole array", [{ a: [1, 2] }, { a: [2, 1] }, { a: [[1, 2]] }], { a: [1, 2] }, [0, 2]],
    [
      "equality with a document, in its order",
      [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
      [0],
    ],
    ["null and missing", [{ a: null }, {}, { a: 0 }, { a: [] }, { a: [null] }], { a: null }, [0, 1, 4]],
    [
      "null through a path",
      [{}, { a: 1 }, { a: {} }, { a: { b: null } }, { a: { b: 1 } }, { a: [] }, { a: [{ b: 1 }] }, { a: [{}] }],
      { "a.b": null },
      [0, 1, 2, 3, 7],
    ],
    [
      "dotted paths through arrays",
      [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }, { a: [{ b: 3 }] }],
      { "a.b": 2 },
      [0, 1],
    ],
    ["positions in paths", [{ a: [1, 2] }, { a: [2, 1] }, { a: [{ b: 2 }] }], { "a.0": 2 }, [1]],
    ["$ne", [{ a: 1 }, { a: 2 }, {}, { a: [1, 2] }], { a: { $ne: 1 } }, [1, 2]],
    ["$gt only within the type", [{ a: 5 }, { a: "5" }, { a: null }, { a: new Date(9) }, {}], { a: { $gt: 1 } }, [0]],
    ["$gte with null", [{ a: null }, {}, { a: 1 }], { a: { $gte: null } }, [0, 1]],
    ["$lt on dates", [{ a: new Date(1) }, { a: new Date(5) }, { a: 0 }], { a: { $lt: new Date(5) } }, [0]],
    [
      "$gt with MinKey, across types",
      [{ a: 1 }, { a: "x" }, { a: new MinKey() }, {}],
      { a: { $gt: new MinKey() } },
      [0, 1],
    ],
    ["$lt with MaxKey", [{ a: 1 }, { a: new MaxKey() }], { a: { $lt: new MaxKey() } }, [0]],
    ["a range met by different elements", [{ a: [1, 9] }, { a: [5] }, { a: [1] }], { a: { $gt: 4, $lt: 6 } }, [0, 1]],
    ["$elemMatch on values", [{ a: [1, 9] }, { a: [5] }, { a: 5 }], { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, [1]],
    [
      "$elemMatch on documents",
      [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }, { c: 2 }] }],
      { a: { $elemMatch: { b: 1, c: 2 } } },
      [0],
    ],
    [
      "$in with null and a pattern",
      [{ a: "apple" }, { a: null }, {}, { a: 3 }, { a: ["x", "avocado"] }],
      { a: { $in: [null, /^a/] } },
      [0, 1, 2, 4],
    ],
    ["$nin", [{ a: 1 }, { a: 2 }, {}, { a: [1] }], { a: { $nin: [1] } }, [1, 2]],
    ["$exists", [{ a: null }, {}, { a: { b: 1 } }], { a: { $exists: true } }, [0, 2]],
    [
      "$exists: false through a path",
      [{}, { a: {} }, { a: { b: 1 } }, { a: [] }, { a: [{ b: 1 }] }],
      { "a.b": { $exists: false } },
      [0, 1, 3],
    ],
    ["$type by name", [{ a: "x" }, { a: 1 }, { a: ["x"] }], { a: { $type: "string" } }, [0, 2]],
    ["$type array", [{ a: [1] }, { a: 1 }], { a: { $type: "array" } }, [0]],
    [
      "$type number",
      [{ a: new Int32(1) }, { a: new Double(1.5) }, { a: Long.fromNumber(1) }, { a: "1" }],
      { a: { $type: "number" } },
      [0, 1, 2],
    ],
    [
      "$type objectId and date",
      [{ a: new ObjectId() }, { a: new Date() }, { a: 1 }],
      { a: { $type: ["objectId", "date"] } },
      [0, 1],
    ],
    ["$size", [{ a: [] }, { a: [1, 2] }, { a: [[1, 2]] }], { a: { $size: 2 } }, [1]],
    ["$all", [{ a: [1, 2, 3] }, { a: [1] }, { a: 1 }], { a: { $all: [1, 2] } }, [0]],
    [
      "$all with $elemMatch",
      [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }] }],
      { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } },
      [0],
    ],
    ["$mod", [{ a: 4 }, { a: 5 }, { a: "4" }, { a: 4.5 }], { a: { $mod: [2, 0] } }, [0, 3]],
    ["$regex with options", [{ a: "Hello" }, { a: "help" }, { a: 5 }], { a: { $regex: "^HEL+O", $options: "i" } }, [0]],
    ["$not", [{ a: 1 }, { a: 9 }, {}], { a: { $not: { $gt: 5 } } }, [0, 2]],
    ["$not with a pattern", [{ a: "x" }, { a: "y" }], { a: { $not: /x/ } }, [1]],
    [
      "$and, $or, $nor",
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 2, b: 3 },
      ],
      { $and: [{ a: 1 }, { $or: [{ b: 2 }, { b: 9 }] }, { $nor: [{ b: 1 }] }] },
      [1],
    ],
    ["$bitsAllSet", [{ a: 7 }, { a: 5 }, { a: 2 }], { a: { $bitsAllSet: [0, 2] } }, [0, 1]],
    ["$bitsAnyClear", [{ a: 7 }, { a: 5 }], { a: { $bitsAnyClear: 2 } }, [1]],
    [
      "$expr on two fields",
      [
        { a: 1, b: 2 },
        { a: 3, b: 2 },
      ],
      { $expr: { $gt: ["$a", "$b"] } },
      [1],
    ],
    ["$expr $eq compares arrays whole", [{ a: [1, 2] }, { a: 1 }], { $expr: { $eq: ["$a", 1] } }, [1]],
    ["NaN equals itself", [{ a: Number.NaN }, { a: 1 }], { a: Number.NaN }, [0]],
    ["$comment is ignored", [{ a: 1 }], { a: 1, $comment: "why" }, [0]],
  ])("%s", async (_name, documents, filter, expected) => {
    expect(await matching(documents, filter)).toEqual(expected);
  });

  it.each<[mongo.Document, number]>([
    [{ $bogus: 1 }, 2],
    [{ a: { $bogus: 1 } }, 2],
    [{ $where: "true" }, 2],
    [{ a: { $in: 1 } }, 2],
    [{ $and: [] }, 2],
    [{ a: { $size: -1 } }, 2],
    [{ a: { $mod: [0, 1] } }, 2],
    [{ a: { $elemMatch: 1 } }, 2],
    [{ a: { $regex: "(" } }, 51091],
    [{ a: { $type: "nonsense" } }, 2],
  ])("refuses %j with code %i", async (filter, code) => {
    expect((await failure(test.collection().find(filter).toArray())).code).toBe(code);
  });

  it("never runs a script", async () => {
    const collection = test.collection();
    await collection.insertOne({ a: 1 });
    const call = { $function: { body: "function() { return true }", args: [], lang: "js" } };
    expect((await failure(collection.find({ $expr: call }).toArray())).code).toBe(2);
    expect(
      (await failure(collection.aggregate([{ $group: { _id: null, x: { $accumulator: {} } } }]).toArray())).code,
    ).toBe(2);
  });
});

describe("sort", () => {
  it("orders values of all types as MongoDB does", async () => {
    const collection = test.collection();
    const ordered = [
      new MinKey(),
      null,
      -1,
      Decimal128.fromString("0.5"),
      Long.fromString("9007199254740993"),
      "A",
      "a",
      { a: 1 },
      new mongo.Binary(Buffer.from("x")),
      new ObjectId(),
      false,
      true,
      new Date(0),
      new mongo.Timestamp({ t: 1, i: 1 }),
      /a/,
      new MaxKey(),
    ];
    await collection.insertMany([...ordered.keys()].reverse().map((i) => ({ _id: i, v: ordered[i] })) as never[]);
    const ids = async (): Promise<unknown[]> =>
      (await collection.find().sort({ v: 1 }).toArray()).map(({ _id }) => _id);
    expect(await ids()).toEqual([...ordered.keys()]);
    await collection.createIndex({ v: 1 });
    expect(await ids()).toEqual([...ordered.keys()]);
  });

  it("takes an array's smallest element ascending and its largest descending", async () => {
    const collection = test.collection();
    await collection.insertMany([
      { _id: 1, a: [5, 1] },
      { _id: 2, a: [3] },
      { _id: 3, a: [] },
    ] as never[]);
    expect((await collection.find().sort({ a: 1 }).toArray()).map(({ _id }) => _id)).toEqual([3, 1, 2]);
    expect((await collection.find().sort({ a: -1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 3]);
  });
});

describe("projection", () => {
  const document = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    list: [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ],
    numbers: [1, 2, 3, 4],
  };
  it.each<[string, mongo.Document, mongo.Document]>([
    ["inclusion", { a: 1 }, { _id: 1, a: 1 }],
    ["inclusion without _id", { a: 1, _id: 0 }, { a: 1 }],
    ["exclusion", { b: 0, list: 0, numbers: 0 }, { _id: 1, a: 1 }],
    ["nested paths", { "b.c": 1 }, { _id: 1, b: { c: 2 } }],
    ["paths through arrays", { "list.x": 1, _id: 0 }, { list: [{ x: 1 }, { x: 3 }] }],
    ["nested exclusion", { "list.x": 0, b: 0, numbers: 0 }, { _id: 1, a: 1, list: [{ y: 2 }, { y: 4 }] }],
    ["only _id", { _id: 1 }, { _id: 1 }],
    ["$slice", { numbers: { $slice: [1, 2] }, a: 1, _id: 0 }, { a: 1, numbers: [2, 3] }],
    ["$slice from the end", { numbers: { $slice: -1 }, a: 1, _id: 0 }, { a: 1, numbers: [4] }],
    ["$elemMatch", { list: { $elemMatch: { x: 3 } }, _id: 0 }, { list: [{ x: 3, y: 4 }] }],
    ["computed fields", { sum: { $add: ["$a", "$b.c"] }, _id: 0 }, { sum: 3 }],
    ["field paths", { copy: "$b", _id: 0 }, { copy: { c: 2, d: 3 } }],
  ])("%s", async (_name, projection, expected) => {
    const collection = test.collection();
    await collection.insertOne(document as never);
    expect(await collection.findOne({}, { projection })).toEqual(expected);
  });

  it("gives the element a query matched for a positional path", async () => {
    const collection = test.collection();
    await collection.insertOne(document as never);
    expect(await collection.findOne({ "list.x": 3 }, { projection: { "list.$": 1 } })).toEqual({
      _id: 1,
      list: [{ x: 3, y: 4 }],
    });
  });

  it("refuses to mix inclusion and exclusion", async () => {
    expect((await failure(test.collection().findOne({}, { projection: { a: 1, b: 0 } }))).code).toBe(31254);
  });
});
