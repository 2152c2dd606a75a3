import { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, indexOf, openTestStore, sortsInMemory, type TestStore } from "../testing/open-test-store.ts";

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

async function filled(documents: mongo.Document[], ...indexes: mongo.IndexDescription[]): Promise<mongo.Collection> {
  const collection = test.collection();
  if (indexes.length > 0) await collection.createIndexes(indexes);
  await collection.insertMany(documents.map((document, i) => ({ _id: i, ...document })) as never[]);
  return collection;
}

const idsOf = async (cursor: mongo.FindCursor): Promise<unknown[]> => (await cursor.toArray()).map(({ _id }) => _id);
const people = (count: number): mongo.Document[] =>
  Array.from({ length: count }, (_, i) => ({
    n: i,
    group: i % 10,
    name: `p${String(i).padStart(5, "0")}`,
    even: i % 2 === 0,
  }));

describe("an index", () => {
  it("serves equality, ranges, $in and anchored patterns without a scan", async () => {
    const collection = await filled(people(500), { key: { n: 1 } }, { key: { name: 1 } });
    expect(await indexOf(collection.find({ n: 5 }))).toBe("n_1");
    expect(await indexOf(collection.find({ n: { $gt: 100, $lte: 110 } }))).toBe("n_1");
    expect(await idsOf(collection.find({ n: { $gt: 100, $lte: 103 } }))).toEqual([101, 102, 103]);
    expect(await idsOf(collection.find({ n: { $in: [400, 3, 3, 77] } }))).toEqual([3, 77, 400]);
    expect(await indexOf(collection.find({ name: /^p0001/ }))).toBe("name_1");
    expect(await idsOf(collection.find({ name: /^p0001/ }))).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(await indexOf(collection.find({ name: /1$/ }))).toBe("COLLSCAN");
    expect(await indexOf(collection.find({ _id: 7 as never }))).toBe("_id_");
  });

  it("serves a sort, in both directions, and stops at the limit", async () => {
    const collection = await filled(people(300), { key: { group: 1, n: -1 } });
    expect(await sortsInMemory(collection.find({ group: 3 }).sort({ n: -1 }))).toBe(false);
    expect(await idsOf(collection.find({ group: 3 }).sort({ n: -1 }).limit(2))).toEqual([293, 283]);
    expect(await sortsInMemory(collection.find({ group: 3 }).sort({ n: 1 }))).toBe(false);
    expect(await idsOf(collection.find({ group: 3 }).sort({ n: 1 }).limit(2))).toEqual([3, 13]);
    expect(await sortsInMemory(collection.find().sort({ group: -1, n: 1 }))).toBe(false);
    expect(await idsOf(collection.find().sort({ group: -1, n: 1 }).limit(2))).toEqual([9, 19]);
    expect(await sortsInMemory(collection.find().sort({ group: 1, n: 1 }))).toBe(true);
    expect(await idsOf(collection.find({ group: 3, n: { $gte: 100, $lt: 130 } }).sort({ n: 1 }))).toEqual([
      103, 113, 123,
    ]);
  });

  it("of several parts is used by its leading parts", async () => {
    const collection = await filled(people(300), { key: { group: 1, even: 1, n: 1 } });
    expect(await indexOf(collection.find({ group: 2, even: true, n: { $gt: 280 } }))).toBe("group_1_even_1_n_1");
    expect(await idsOf(collection.find({ group: 2, even: true, n: { $gt: 280 } }))).toEqual([282, 292]);
    expect(await indexOf(collection.find({ even: true }))).toBe("COLLSCAN");
    expect(await idsOf(collection.find({ group: { $in: [1, 2] }, even: true, n: { $lt: 15 } }))).toEqual([2, 12]);
  });

  it("of arrays finds each document once", async () => {
    const collection = await filled(
      [{ tags: ["a", "b"] }, { tags: ["b", "c", "b"] }, { tags: "a" }, { tags: [] }, {}],
      { key: { tags: 1 } },
    );
    expect(await indexOf(collection.find({ tags: "b" }))).toBe("tags_1");
    expect(await idsOf(collection.find({ tags: "b" }))).toEqual([0, 1]);
    expect(await idsOf(collection.find({ tags: { $gte: "a" } }))).toEqual([0, 2, 1]);
    expect(await idsOf(collection.find({ tags: ["a", "b"] }))).toEqual([0]);
    expect(await idsOf(collection.find({ tags: [] }))).toEqual([3]);
    expect(await idsOf(collection.find({ tags: null }))).toEqual([4]);
    await collection.updateOne({ _id: 0 as never }, { $pull: { tags: "b" as never } });
    expect(await idsOf(collection.find({ tags: "b" }))).toEqual([1]);
  });

  it("of a path through an array of documents works with $elemMatch", async () => {
    const collection = await filled(
      [
        {
          list: [
            { k: 1, v: 1 },
            { k: 2, v: 9 },
          ],
        },
        { list: [{ k: 1, v: 9 }] },
      ],
      { key: { "list.k": 1, "list.v": 1 } },
    );
    expect(await indexOf(collection.find({ list: { $elemMatch: { k: 1, v: 9 } } }))).toBe("list.k_1_list.v_1");
    expect(await idsOf(collection.find({ list: { $elemMatch: { k: 1, v: 9 } } }))).toEqual([1]);
    expect(await idsOf(collection.find({ "list.k": 1, "list.v": 9 }))).toEqual([1, 0].sort());
  });

  it("refuses arrays side by side", async () => {
    const collection = await filled([], { key: { a: 1, b: 1 } }).catch(() => undefined);
    const fresh = collection ?? test.collection();
    await fresh.createIndex({ a: 1, b: 1 });
    expect((await failure(fresh.insertOne({ a: [1], b: [2] }))).code).toBe(171);
    expect(await fresh.countDocuments()).toBe(0);
  });

  it("follows updates and deletes", async () => {
    const collection = await filled(people(50), { key: { n: 1 } });
    await collection.updateMany({ n: { $lt: 10 } }, { $inc: { n: 1000 } });
    await collection.deleteMany({ n: { $gte: 1005 } });
    expect(await idsOf(collection.find({ n: { $gte: 40 } }).sort({ n: -1 }))).toEqual([
      4, 3, 2, 1, 0, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40,
    ]);
    expect(await collection.countDocuments({ n: { $lt: 10 } })).toBe(0);
  });

  it("built later holds what was there before", async () => {
    const collection = await filled(people(300));
    expect(await indexOf(collection.find({ n: 5 }))).toBe("COLLSCAN");
    await collection.createIndex({ n: 1 });
    expect(await indexOf(collection.find({ n: 5 }))).toBe("n_1");
    expect(await idsOf(collection.find({ n: { $gte: 298 } }))).toEqual([298, 299]);
    await collection.dropIndex("n_1");
    expect(await indexOf(collection.find({ n: 5 }))).toBe("COLLSCAN");
  });

  it("keeps keys longer than LMDB's limit", async () => {
    const long = "x".repeat(6000);
    const collection = await filled([{ s: `${long}a` }, { s: `${long}b` }, { s: "x" }], {
      key: { s: 1 },
      unique: true,
    });
    expect(await idsOf(collection.find({ s: `${long}b` }))).toEqual([1]);
    expect(await idsOf(collection.find({ s: { $gt: `${long}a` } }))).toEqual([1]);
    expect(await idsOf(collection.find().sort({ s: -1 }))).toEqual([1, 0, 2]);
    expect((await failure(collection.insertOne({ s: `${long}a` }))).code).toBe(11000);
  });

  it("serves an $or whose branches all have one", async () => {
    const collection = await filled(people(200), { key: { n: 1 } }, { key: { name: 1 } });
    const filter = { $or: [{ n: 3 }, { name: "p00003" }, { n: 7 }] };
    const explained = await collection.find(filter).explain();
    expect(explained.queryPlanner.winningPlan.stage).toBe("OR");
    expect(await idsOf(collection.find(filter))).toEqual([3, 7]);
  });
});

describe("a unique index", () => {
  it("refuses a second document and says which field", async () => {
    const collection = await filled([{ email: "a" }], { key: { email: 1 }, unique: true });
    const error = await failure(collection.insertOne({ email: "a" }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: "a" } });
    expect(error.message).toContain("E11000 duplicate key error collection: test.");
    expect((await failure(collection.insertOne({ _id: 0 as never }))).keyPattern).toEqual({ _id: 1 });
    await collection.insertOne({ other: 1 });
    expect((await failure(collection.insertOne({ other: 2 }))).keyValue).toEqual({ email: null });
    expect(await collection.countDocuments()).toBe(2);
  });

  it("guards updates and upserts, and frees the key of a deleted document", async () => {
    const collection = await filled([{ k: 1 }, { k: 2 }], { key: { k: 1 }, unique: true });
    expect((await failure(collection.updateOne({ k: 2 }, { $set: { k: 1 } }))).code).toBe(11000);
    expect((await failure(collection.updateOne({ x: 1 }, { $set: { k: 1 } }, { upsert: true }))).code).toBe(11000);
    expect(await idsOf(collection.find({ k: 2 }))).toEqual([1]);
    await collection.deleteOne({ k: 1 });
    await collection.updateOne({ k: 2 }, { $set: { k: 1 } });
    expect(await idsOf(collection.find({ k: 1 }))).toEqual([1]);
  });

  it("compares numbers by value, whatever their type", async () => {
    const collection = await filled([{ k: 1 }], { key: { k: 1 }, unique: true });
    expect((await failure(collection.insertOne({ k: mongo.BSON.Decimal128.fromString("1.0") }))).code).toBe(11000);
    expect((await failure(collection.insertOne({ k: mongo.BSON.Long.fromNumber(1) }))).code).toBe(11000);
  });

  it("of several fields compares them together", async () => {
    const collection = await filled([{ a: 1, b: 1 }], { key: { a: 1, b: -1 }, unique: true });
    await collection.insertOne({ a: 1, b: 2 });
    expect((await failure(collection.insertOne({ a: 1, b: 2 }))).keyValue).toEqual({ a: 1, b: 2 });
    expect((await collection.find({ a: 1 }).sort({ b: 1 }).toArray()).map(({ b }) => b)).toEqual([1, 2]);
    expect(await indexOf(collection.find({ a: 1 }))).toBe("a_1_b_-1");
  });

  it("is not built over duplicates", async () => {
    const collection = await filled([{ k: 1 }, { k: 1 }]);
    expect((await failure(collection.createIndex({ k: 1 }, { unique: true }))).code).toBe(11000);
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(["_id_"]);
    await collection.insertOne({ k: 1 });
  });

  it("with a collation ignores case", async () => {
    const collation = { locale: "en", strength: 2 };
    const collection = await filled([{ name: "Ann" }], { key: { name: 1 }, unique: true, collation });
    expect((await failure(collection.insertOne({ name: "ANN" }))).code).toBe(11000);
    expect(await indexOf(collection.find({ name: "ann" }, { collation }))).toBe("name_1");
    expect(await collection.countDocuments({ name: "ann" }, { collation })).toBe(1);
    expect(await indexOf(collection.find({ name: "Ann" }))).toBe("COLLSCAN");
    expect(await collection.countDocuments({ name: "ann" })).toBe(0);
  });
});

describe("a sparse index", () => {
  it("lets many documents lack a unique field, and serves only queries that ask for the field", async () => {
    const collection = await filled([{ k: 1 }, {}, {}], { key: { k: 1 }, unique: true, sparse: true });
    expect(await indexOf(collection.find({ k: 1 }))).toBe("k_1");
    expect(await indexOf(collection.find({ k: null }))).toBe("COLLSCAN");
    expect(await collection.countDocuments({ k: null })).toBe(2);
    expect(await sortsInMemory(collection.find().sort({ k: 1 }))).toBe(true);
    expect((await failure(collection.insertOne({ k: 1 }))).code).toBe(11000);
  });
});

describe("a partial index", () => {
  it("is unique only among its documents, and used only when the query implies its filter", async () => {
    const collection = await filled([{ k: 1, live: true }, { k: 1, live: false }, { k: 1 }], {
      key: { k: 1 },
      unique: true,
      partialFilterExpression: { live: true },
    });
    expect((await failure(collection.insertOne({ k: 1, live: true }))).code).toBe(11000);
    expect(await indexOf(collection.find({ k: 1, live: true }))).toBe("k_1");
    expect(await idsOf(collection.find({ k: 1, live: true }))).toEqual([0]);
    expect(await indexOf(collection.find({ k: 1 }))).toBe("COLLSCAN");
    expect(await collection.countDocuments({ k: 1 })).toBe(3);
    await collection.updateOne({ _id: 0 as never }, { $set: { live: false } });
    await collection.updateOne({ _id: 1 as never }, { $set: { live: true } });
    expect(await idsOf(collection.find({ k: 1, live: true }))).toEqual([1]);
  });

  it("with $exists or a range is implied by what is stricter", async () => {
    const collection = await filled(
      people(50),
      { key: { n: 1 }, name: "big", partialFilterExpression: { n: { $gt: 10 } } },
      { key: { name: 1 }, name: "named", partialFilterExpression: { name: { $exists: true } } },
    );
    expect(await indexOf(collection.find({ n: { $gt: 20 } }))).toBe("big");
    expect(await indexOf(collection.find({ n: { $gt: 5 } }))).toBe("COLLSCAN");
    expect(await indexOf(collection.find({ name: "p00001" }))).toBe("named");
  });
});

describe("hints", () => {
  it("choose an index by name or key, and refuse one that is not there", async () => {
    const collection = await filled(people(20), { key: { n: 1 } }, { key: { group: 1 } });
    expect(await indexOf(collection.find({ n: 1 }).hint("group_1"))).toBe("group_1");
    expect(await indexOf(collection.find({ n: 1 }).hint({ n: 1 }))).toBe("n_1");
    expect(await indexOf(collection.find({ n: 1 }).hint({ $natural: 1 }))).toBe("COLLSCAN");
    expect((await failure(collection.find({}).hint("nope").toArray())).code).toBe(2);
    expect((await failure(collection.updateOne({}, { $set: { a: 1 } }, { hint: "nope" }))).code).toBe(2);
    expect(await idsOf(collection.find().sort({ $natural: -1 }).limit(2))).toEqual([19, 18]);
  });
});

describe("createIndexes and dropIndexes", () => {
  it("say what conflicts", async () => {
    const collection = await filled([{ a: 1 }], { key: { a: 1 } });
    expect(await collection.createIndex({ a: 1 })).toBe("a_1");
    expect((await failure(collection.createIndex({ a: 1 }, { name: "other" }))).code).toBe(85);
    expect((await failure(collection.createIndex({ a: 1 }, { unique: true }))).code).toBe(85);
    expect((await failure(collection.createIndex({ b: 1 }, { name: "a_1" }))).code).toBe(86);
    expect((await failure(collection.createIndex({ a: "nonsense" as never }))).code).toBe(67);
    expect((await failure(collection.createIndex({ a: 0 as never }))).code).toBe(67);
    expect((await failure(collection.dropIndex("nope"))).code).toBe(27);
    expect((await failure(collection.dropIndex("_id_"))).code).toBe(72);
  });

  it("list and drop by name, key and all", async () => {
    const collection = await filled(
      [{ a: 1 }],
      { key: { a: 1 }, expireAfterSeconds: 60 },
      { key: { b: -1 }, sparse: true },
      { key: { c: 1 } },
    );
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: "_id_" },
      { v: 2, key: { a: 1 }, name: "a_1", expireAfterSeconds: 60 },
      { v: 2, key: { b: -1 }, name: "b_-1", sparse: true },
      { v: 2, key: { c: 1 }, name: "c_1" },
    ]);
    await test.db.command({ dropIndexes: collection.collectionName, index: { b: -1 } });
    await collection.dropIndexes();
    expect((await collection.indexes()).length).toBe(1);
  });
});
