import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";
import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda } from "agenda";
import mongoose, { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedStore } from "./start-embedded-store.ts";
import { indexOf, openTestStore, sortsInMemory, type TestStore } from "./testing/open-test-store.ts";

const MIB = 2 ** 20;
let test: TestStore;
beforeAll(async () => {
  test = await openTestStore({ ttlIntervalMs: 100 });
});
afterAll(() => test.close());

describe("mongoose", () => {
  it("works on it: models, indexes, timestamps, populate, versions", async () => {
    const connection = await mongoose.createConnection(test.store.url).asPromise();
    const Author = connection.model(
      "Author",
      new mongoose.Schema({ name: { type: String, unique: true } }, { timestamps: true }),
    );
    const Book = connection.model(
      "Book",
      new mongoose.Schema({
        title: String,
        author: { type: mongoose.Schema.Types.ObjectId, ref: "Author" },
        tags: [String],
        meta: { type: Map, of: Number },
      }),
    );
    await Promise.all([Author.init(), Book.init()]);
    const author = await Author.create({ name: "Ann" });
    await expect(Author.create({ name: "Ann" })).rejects.toMatchObject({ code: 11000 });
    const book = await Book.create({ title: "T", author: author._id, tags: ["a"], meta: { x: 1 } });
    book.tags.push("b");
    book.meta?.set("y", 2);
    await book.save();
    const found = await Book.findOne({ tags: "b" }).populate<{ author: { name: string } }>("author").lean();
    expect(found).toMatchObject({
      title: "T",
      author: { name: "Ann" },
      tags: ["a", "b"],
      meta: { x: 1, y: 2 },
      __v: 1,
    });
    await Book.updateOne({ _id: book._id }, { $set: { title: "U" } }).where({ title: "T" });
    expect(await Book.exists({ title: "U" })).not.toBeNull();
    await Promise.all([
      Author.bulkWrite([{ insertOne: { document: { name: "Bob" } } }]),
      Author.insertMany([{ name: "Cid" }]),
    ]);
    const titles: string[] = [];
    for await (const doc of Author.find().sort({ name: -1 }).cursor({ batchSize: 1 })) titles.push(String(doc.name));
    expect(titles).toEqual(["Cid", "Bob", "Ann"]);
    await connection.close();
  });
});

describe("Agenda", () => {
  it("schedules jobs on it and runs each once", async () => {
    const agenda = new Agenda({ backend: new MongoBackend({ mongo: test.client.db("agenda") }), processEvery: 50 });
    const ran: number[] = [];
    let done: (() => void) | undefined;
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    agenda.define<{ n: number }>("count", async (job) => {
      ran.push(job.attrs.data.n);
      if (ran.length === 5) done?.();
    });
    await agenda.start();
    for (let n = 0; n < 4; n++) await agenda.now("count", { n });
    await agenda.schedule(new Date(Date.now() + 200), "count", { n: 4 });
    await all;
    await agenda.stop();
    expect([...ran].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("GridFS", () => {
  it("keeps a file of 20 MB", async () => {
    const bucket = new mongo.GridFSBucket(test.db);
    const data = randomBytes(20 * MIB);
    const upload = bucket.openUploadStream("big.log", { metadata: { of: "run" } });
    await new Promise<void>((resolve, reject) => {
      upload.once("finish", resolve).once("error", reject);
      upload.end(data);
    });
    const hash = createHash("sha256");
    for await (const chunk of bucket.openDownloadStream(upload.id)) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(data).digest("hex"));
    expect(await bucket.find({ "metadata.of": "run" }).toArray()).toMatchObject([{ length: 20 * MIB }]);
    await bucket.delete(upload.id);
    expect(await test.db.collection("fs.chunks").countDocuments()).toBe(0);
  });
});

describe("a TTL index", () => {
  it("lets documents expire", async () => {
    const collection = test.db.collection("expiring");
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 1 });
    await collection.insertMany([
      { at: new Date(Date.now() - 5000) },
      { at: new Date(Date.now() + 60_000) },
      { at: "text" },
      {},
      { at: [new Date(0), new Date()] },
    ]);
    await expect.poll(() => collection.countDocuments(), { timeout: 5000 }).toBe(3);
    // The number of all documents is told from memory, a moment before an index tells the same.
    await expect.poll(() => collection.countDocuments({ at: { $lt: new Date() } })).toBe(0);
  });
});

describe("100,000 documents", () => {
  it("are found by an indexed field without a scan, and paged in its order", async () => {
    const collection = test.db.collection("many");
    await collection.createIndexes([{ key: { n: 1 } }, { key: { state: 1, at: -1 } }]);
    for (let from = 0; from < 100_000; from += 10_000) {
      await collection.insertMany(
        Array.from({ length: 10_000 }, (_, i) => ({
          n: from + i,
          state: `s${i % 7}`,
          at: new Date(from + i),
          text: "x".repeat(100),
        })),
      );
    }
    expect(await indexOf(collection.find({ n: 77_777 }))).toBe("n_1");
    const start = performance.now();
    for (let i = 0; i < 50; i++) expect(await collection.findOne({ n: i * 1999 })).toMatchObject({ n: i * 1999 });
    expect(performance.now() - start).toBeLessThan(1000);
    const page = collection
      .find({ state: "s3", at: { $lt: new Date(90_000) } })
      .sort({ at: -1 })
      .limit(20);
    expect(await sortsInMemory(page.clone())).toBe(false);
    const rows = await page.toArray();
    expect(rows.length).toBe(20);
    expect(rows[0]?.at.getTime()).toBe(
      Math.max(...Array.from({ length: 7 }, (_, i) => 89_999 - i).filter((at) => (at % 10_000) % 7 === 3)),
    );
    expect(await collection.countDocuments()).toBe(100_000);
    expect(await collection.countDocuments({ n: { $gte: 99_000 } })).toBe(1000);
  });

  it("are all there after closing and opening again", async () => {
    const first = await openTestStore();
    await first.db.collection("kept").createIndex({ tags: 1 });
    await first.db
      .collection("kept")
      .insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i, tags: [`t${i % 10}`, "all"] })) as never[]);
    await first.client.close();
    await first.store.close();
    const again = await openTestStore({ dataDir: first.dataDir });
    const kept = again.db.collection("kept");
    expect(await kept.estimatedDocumentCount()).toBe(1000);
    expect(await indexOf(kept.find({ tags: "t3" }))).toBe("tags_1");
    expect(await kept.countDocuments({ tags: "t3" })).toBe(100);
    expect(await kept.countDocuments({ tags: { $gte: "a" } })).toBe(1000);
    await kept.insertOne({ tags: ["t3"] });
    expect(await kept.countDocuments({ tags: "t3" })).toBe(101);
    await again.close();
  });
});

describe("the wire", () => {
  it("is served on TCP too when asked", async () => {
    const own = await openTestStore({ listen: { host: "127.0.0.1", port: 0 } });
    expect(own.store.url).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\//);
    await own.db.collection("x").insertOne({ a: 1 });
    expect(await own.db.collection("x").countDocuments()).toBe(1);
    await own.close();
  });

  it("survives what is not MongoDB", async () => {
    const own = await openTestStore({ listen: { host: "127.0.0.1", port: 0 } });
    const port = Number(new URL(own.store.url).port);
    const garbage = [
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      Buffer.alloc(100),
      Buffer.from([
        40, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 127, 1, 2, 3, 4, 5, 6, 7, 8,
        9, 10, 11, 12, 13, 14, 15,
      ]),
      randomBytes(5000),
    ];
    for (const bytes of garbage) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
        socket.on("error", () => undefined).on("close", () => resolve());
        socket.resume();
      });
    }
    expect(await own.db.command({ ping: 1 })).toEqual({ ok: 1 });
    await own.close();
  });

  it("lets a close wait for nothing and be called twice", async () => {
    const own = await openTestStore();
    await own.db.collection("x").insertOne({ a: 1 });
    await Promise.all([own.store.close(), own.store.close()]);
    const again = await startEmbeddedStore({ dataDir: own.dataDir });
    await again.close();
    await own.close();
  });
});
