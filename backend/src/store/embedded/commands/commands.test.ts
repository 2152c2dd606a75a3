import { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, openTestStore, type TestStore } from "../testing/open-test-store.ts";

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());

describe("the server", () => {
  it("introduces itself as a standalone", async () => {
    const hello = await test.db.admin().command({ hello: 1 });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      minWireVersion: 0,
      helloOk: true,
      logicalSessionTimeoutMinutes: 30,
      ok: 1,
    });
    expect(hello.setName).toBeUndefined();
    expect(await test.db.admin().command({ isMaster: 1 })).toMatchObject({ ismaster: true });
    expect(await test.db.admin().ping()).toEqual({ ok: 1 });
    expect((await test.db.admin().buildInfo()).versionArray).toHaveLength(4);
  });

  it.each(["connectionStatus", "getCmdLineOpts", "hostInfo", "serverStatus", "whatsmyuri", "dbStats", "listDatabases"])(
    "answers %s",
    async (name) => {
      expect(await test.db.admin().command({ [name]: 1 })).toMatchObject({ ok: 1 });
    },
  );

  it.each<[mongo.Document, number, string]>([
    [{ atlasVersion: 1 }, 59, "CommandNotFound"],
    [{ mapReduce: "x" }, 59, "CommandNotFound"],
    [{ commitTransaction: 1 }, 20, "IllegalOperation"],
    [{ find: "" }, 73, "InvalidNamespace"],
    [{ find: "a$b" }, 73, "InvalidNamespace"],
    [{ find: 5 }, 73, "InvalidNamespace"],
    [{ find: "x", filter: 5 }, 14, "TypeMismatch"],
    [{ find: "x", skip: -1 }, 51024, "Location51024"],
    [{ find: "x", tailable: true }, 2, "BadValue"],
    [{ getMore: mongo.BSON.Long.fromNumber(1), collection: "x" }, 43, "CursorNotFound"],
    [{ aggregate: "x", pipeline: [] }, 9, "FailedToParse"],
    [{ aggregate: "x", pipeline: [{ $bogus: 1 }], cursor: {} }, 40324, "Location40324"],
    [{ aggregate: "x", pipeline: [{ a: 1, b: 2 }], cursor: {} }, 40323, "Location40323"],
    [{ listIndexes: "nope" }, 26, "NamespaceNotFound"],
    [{ dropIndexes: "nope", index: "*" }, 26, "NamespaceNotFound"],
    [{ findAndModify: "x" }, 9, "FailedToParse"],
    [{ delete: "x", deletes: [{ q: {}, limit: 5 }] }, 9, "FailedToParse"],
    [{ insert: "x", documents: [] }, 2, "BadValue"],
  ])("refuses %j with code %i", async (command, code, codeName) => {
    const error = await failure(
      test.db
        .command(command)
        .then((reply) =>
          reply.writeErrors ? Promise.reject(new mongo.MongoServerError(reply.writeErrors[0])) : reply,
        ),
    );
    expect(error.code).toBe(code);
    if (error.codeName !== undefined) expect(error.codeName).toBe(codeName);
  });

  it("has no transactions", async () => {
    const session = test.client.startSession();
    const command = { insert: "x", documents: [{ a: 1 }], lsid: session.id, txnNumber: mongo.BSON.Long.ONE };
    const error = await failure(test.db.command(command));
    expect(error.errorResponse.originalError ?? error).toMatchObject({ code: 20, codeName: "IllegalOperation" });
    await session.endSession();
  });
});

describe("insert", () => {
  it("keeps the bytes, puts _id first and gives one where there is none", async () => {
    const collection = test.collection();
    await test.db.command({
      insert: collection.collectionName,
      documents: [{ b: 1, _id: 5, a: { z: 1, y: 2 } }, { x: 1 }],
    });
    const [first, second] = await collection.find().toArray();
    expect(JSON.stringify(first)).toBe('{"_id":5,"b":1,"a":{"z":1,"y":2}}');
    expect(second?._id).toBeInstanceOf(mongo.ObjectId);
  });

  it("stops at the first error when ordered, goes on when not", async () => {
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }] as never[];
    const ordered = test.collection();
    const error = await ordered.insertMany(documents).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 11000, result: { insertedCount: 1 } });
    expect(await ordered.countDocuments()).toBe(1);
    const unordered = test.collection();
    const second = await unordered.insertMany(documents, { ordered: false }).catch((reason: unknown) => reason);
    expect(second).toMatchObject({ writeErrors: [expect.objectContaining({ index: 1, code: 11000 })] });
    expect(await unordered.countDocuments()).toBe(2);
  });

  it("refuses what is too large, and _id arrays", async () => {
    const name = test.collection().collectionName;
    const big = { _id: 1, data: Buffer.alloc(16 * 1024 * 1024) };
    const reply = await test.db.command({ insert: name, documents: [big] });
    expect(reply.writeErrors[0].code).toBe(10334);
    const array = await test.db.command({ insert: name, documents: [{ _id: [1] }] });
    expect(array.writeErrors[0].code).toBe(53);
  });

  it("keeps every type of value", async () => {
    const { Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, Binary, BSONRegExp, Code } =
      mongo.BSON;
    const document = {
      _id: 1,
      double: new Double(1),
      int: new Int32(1),
      long: Long.fromString("9223372036854775807"),
      decimal: Decimal128.fromString("1.10"),
      date: new Date(5),
      id: new ObjectId(),
      binary: new Binary(Buffer.from([1, 2]), 4),
      regex: new BSONRegExp("a", "i"),
      code: new Code("x"),
      timestamp: new Timestamp({ t: 1, i: 2 }),
      min: new MinKey(),
      max: new MaxKey(),
      nothing: null,
      yes: true,
      nested: { list: [new Double(2), "x"] },
    };
    const collection = test.collection();
    await collection.insertOne(document as never);
    const before = mongo.BSON.EJSON.stringify(document, { relaxed: false });
    const read = async (): Promise<string> =>
      mongo.BSON.EJSON.stringify(await collection.findOne({}, { promoteValues: false, bsonRegExp: true }), {
        relaxed: false,
      });
    expect(await read()).toBe(before);
    await collection.updateOne({}, { $set: { last: 1 } });
    await collection.updateOne({}, { $unset: { last: 1 } });
    expect(await read()).toBe(before);
  });
});

describe("unacknowledged writes", () => {
  it("are done without a reply", async () => {
    const collection = test.db.collection("unacknowledged", { writeConcern: { w: 0 } });
    await collection.insertOne({ a: 1 });
    await collection.updateOne({ a: 1 }, { $set: { a: 2 } });
    await expect.poll(() => test.db.collection("unacknowledged").countDocuments({ a: 2 })).toBe(1);
  });
});

describe("cursors", () => {
  it("give batch after batch, while the collection changes", async () => {
    const collection = test.collection();
    await collection.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i })) as never[]);
    const cursor = collection.find().batchSize(50);
    const ids: unknown[] = [];
    for await (const { _id } of cursor) {
      ids.push(_id);
      if (ids.length === 100) await collection.deleteMany({ _id: { $gte: 500, $lt: 600 } } as never);
    }
    expect(ids.length).toBe(900);
    expect(new Set(ids).size).toBe(900);
  });

  it("end with their limit, and when killed", async () => {
    const collection = test.collection();
    await collection.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: i })) as never[]);
    expect(await collection.find().skip(5).limit(7).batchSize(3).toArray()).toHaveLength(7);
    const reply = await test.db.command({ find: collection.collectionName, batchSize: 2 });
    const { id } = reply.cursor;
    expect(await test.db.command({ killCursors: collection.collectionName, cursors: [id] })).toMatchObject({
      cursorsKilled: [id],
    });
    expect(
      (
        await failure(
          test.db.command({ getMore: mongo.BSON.Long.fromNumber(Number(id)), collection: collection.collectionName }),
        )
      ).code,
    ).toBe(43);
    const none = await test.db.command({ find: collection.collectionName, batchSize: 0 });
    expect(none.cursor.firstBatch).toEqual([]);
    expect(Number(none.cursor.id)).toBeGreaterThan(0);
    const single = await test.db.command({ find: collection.collectionName, batchSize: 2, singleBatch: true });
    expect(Number(single.cursor.id)).toBe(0);
  });

  it("obey maxTimeMS", async () => {
    const collection = test.collection();
    await collection.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ _id: i, a: "x".repeat(50) })) as never[]);
    expect((await failure(collection.find({ a: /y/ }).maxTimeMS(1).toArray())).code).toBe(50);
  });
});

describe("findAndModify", () => {
  it("returns the document before or after", async () => {
    const collection = test.collection();
    await collection.insertMany([
      { _id: 1, n: 1, p: 5 },
      { _id: 2, n: 2, p: 9 },
    ] as never[]);
    expect(await collection.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { p: -1 } })).toEqual({
      _id: 2,
      n: 2,
      p: 9,
    });
    expect(
      await collection.findOneAndUpdate(
        { p: 5 },
        { $inc: { n: 10 } },
        { returnDocument: "after", projection: { n: 1 } },
      ),
    ).toEqual({ _id: 1, n: 11 });
    expect(await collection.findOneAndDelete({ p: 9 })).toEqual({ _id: 2, n: 12, p: 9 });
    expect(
      await collection.findOneAndReplace({ p: 7 }, { p: 7 }, { upsert: true, returnDocument: "after" }),
    ).toMatchObject({ p: 7 });
    expect(await collection.findOneAndUpdate({ p: "none" }, { $set: { a: 1 } })).toBeNull();
  });

  it("counts every one of many concurrent increments", async () => {
    const collection = test.collection();
    await collection.insertOne({ _id: "counter", n: 0 } as never);
    const one = (): Promise<unknown> =>
      collection.findOneAndUpdate({ _id: "counter" } as never, { $inc: { n: 1 } }, { returnDocument: "after" });
    const seen = await Promise.all(Array.from({ length: 200 }, one));
    expect(new Set(seen.map((document) => JSON.stringify(document))).size).toBe(200);
    expect(await collection.findOne()).toMatchObject({ n: 200 });
  });
});

describe("client.bulkWrite", () => {
  it("writes to several collections", async () => {
    const [a, b] = [test.collection().namespace, test.collection().namespace];
    const result = await test.client.bulkWrite(
      [
        { name: "insertOne", namespace: a, document: { n: 1 } as mongo.Document },
        { name: "updateOne", namespace: a, filter: { n: 1 }, update: { $set: { n: 2 } } },
        { name: "updateMany", namespace: b, filter: { x: 1 }, update: { $set: { y: 1 } }, upsert: true },
        { name: "deleteOne", namespace: a, filter: { n: 2 } },
      ],
      { verboseResults: true },
    );
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
  });

  it("tells which operation failed", async () => {
    const namespace = test.collection().namespace;
    const error = await test.client
      .bulkWrite([
        { name: "insertOne", namespace, document: { _id: 1 as never } },
        { name: "insertOne", namespace, document: { _id: 1 as never } },
        { name: "insertOne", namespace, document: { _id: 2 as never } },
      ])
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(mongo.MongoClientBulkWriteError);
    expect(error).toMatchObject({ partialResult: { insertedCount: 1 } });
  });
});

describe("collections and databases", () => {
  it("are created, listed, renamed and dropped", async () => {
    const db = test.client.db("other");
    await db.createCollection("one", { capped: true, size: 1000 });
    expect((await failure(db.createCollection("one"))).code).toBe(48);
    await db.collection("two").insertOne({ a: 1 });
    expect((await db.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(["one", "two"]);
    expect(await db.listCollections({ name: "two" }, { nameOnly: true }).toArray()).toEqual([
      { name: "two", type: "collection" },
    ]);
    await db.collection("two").rename("three");
    expect(await db.collection("three").countDocuments()).toBe(1);
    expect((await failure(db.collection("nope").rename("x"))).code).toBe(26);
    await db.collection("three").drop();
    expect((await test.client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain("other");
    await db.dropDatabase();
    expect((await test.client.db().admin().listDatabases()).databases.map(({ name }) => name)).not.toContain("other");
  });

  it("count and give different values", async () => {
    const collection = test.collection();
    await collection.insertMany([{ a: 1, tags: ["x", "y"] }, { a: 2, tags: ["y"] }, { a: 2 }]);
    expect(await collection.estimatedDocumentCount()).toBe(3);
    expect(await collection.countDocuments({ a: 2 }, { skip: 1 })).toBe(1);
    expect(await collection.countDocuments({}, { limit: 2 })).toBe(2);
    expect(await collection.distinct("tags")).toEqual(["x", "y"]);
    expect(await collection.distinct("a", { tags: "y" })).toEqual([1, 2]);
    expect(await test.db.command({ collStats: collection.collectionName })).toMatchObject({ count: 3, nindexes: 1 });
  });
});
