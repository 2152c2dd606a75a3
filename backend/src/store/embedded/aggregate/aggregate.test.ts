import type { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, openTestStore, type TestStore } from "../testing/open-test-store.ts";

let test: TestStore;
let sales: mongo.Collection;
let items: mongo.Collection;
beforeAll(async () => {
  test = await openTestStore();
  sales = test.db.collection("sales");
  items = test.db.collection("items");
  await sales.insertMany([
    { _id: 1, item: "a", n: 2, tags: ["x", "y"], at: new Date("2026-01-01") },
    { _id: 2, item: "b", n: 5, tags: ["y"], at: new Date("2026-01-02") },
    { _id: 3, item: "a", n: 1, tags: [], at: new Date("2026-02-01") },
  ] as never[]);
  await items.insertMany([
    { _id: "a", price: 10 },
    { _id: "b", price: 3 },
    { _id: "c", price: 7 },
  ] as never[]);
  await sales.createIndex({ item: 1 });
});
afterAll(() => test.close());

const run = (pipeline: mongo.Document[]): Promise<mongo.Document[]> => sales.aggregate(pipeline).toArray();

describe("aggregate", () => {
  it.each<[string, mongo.Document[], mongo.Document[]]>([
    [
      "$match and $project",
      [{ $match: { n: { $gt: 1 } } }, { $project: { item: 1 } }],
      [
        { _id: 1, item: "a" },
        { _id: 2, item: "b" },
      ],
    ],
    [
      "$group and $sort",
      [{ $group: { _id: "$item", total: { $sum: "$n" }, all: { $push: "$n" } } }, { $sort: { _id: 1 } }],
      [
        { _id: "a", total: 3, all: [2, 1] },
        { _id: "b", total: 5, all: [5] },
      ],
    ],
    [
      "$sort, $skip and $limit",
      [{ $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { n: 1 } }],
      [{ _id: 1, n: 2 }],
    ],
    [
      "$unwind",
      [{ $unwind: { path: "$tags", includeArrayIndex: "i" } }, { $project: { tags: 1, i: 1 } }],
      [
        { _id: 1, tags: "x", i: 0 },
        { _id: 1, tags: "y", i: 1 },
        { _id: 2, tags: "y", i: 0 },
      ],
    ],
    [
      "$unwind that keeps empty arrays",
      [
        { $unwind: { path: "$tags", preserveNullAndEmptyArrays: true } },
        { $match: { _id: 3 } },
        { $project: { tags: 1 } },
      ],
      [{ _id: 3 }],
    ],
    [
      "$addFields and $unset",
      [
        { $addFields: { double: { $multiply: ["$n", 2] } } },
        { $unset: ["tags", "at", "item", "n"] },
        { $match: { _id: 2 } },
      ],
      [{ _id: 2, double: 10 }],
    ],
    [
      "$lookup by fields",
      [
        { $lookup: { from: "items", localField: "item", foreignField: "_id", as: "found" } },
        { $match: { _id: 1 } },
        { $project: { found: 1 } },
      ],
      [{ _id: 1, found: [{ _id: "a", price: 10 }] }],
    ],
    [
      "$lookup by pipeline",
      [
        { $match: { _id: 2 } },
        {
          $lookup: {
            from: "items",
            let: { n: "$n" },
            pipeline: [
              { $match: { $expr: { $gt: ["$price", "$$n"] } } },
              { $sort: { _id: 1 } },
              { $project: { _id: 1 } },
            ],
            as: "dear",
          },
        },
        { $project: { dear: 1 } },
      ],
      [{ _id: 2, dear: [{ _id: "a" }, { _id: "c" }] }],
    ],
    [
      "$lookup by both",
      [
        { $match: { _id: 1 } },
        {
          $lookup: {
            from: "items",
            localField: "item",
            foreignField: "_id",
            pipeline: [{ $project: { _id: 0, price: 1 } }],
            as: "f",
          },
        },
        { $project: { f: 1 } },
      ],
      [{ _id: 1, f: [{ price: 10 }] }],
    ],
    [
      "$unionWith",
      [{ $project: { _id: 1 } }, { $unionWith: { coll: "items", pipeline: [{ $match: { price: 7 } }] } }],
      [{ _id: 1 }, { _id: 2 }, { _id: 3 }, { _id: "c", price: 7 }],
    ],
    [
      "$facet",
      [{ $facet: { count: [{ $count: "n" }], top: [{ $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }] } }],
      [{ count: [{ n: 3 }], top: [{ _id: 2, n: 5 }] }],
    ],
    ["$count", [{ $match: { item: "a" } }, { $count: "n" }], [{ n: 2 }]],
    [
      "$sortByCount",
      [{ $sortByCount: "$item" }],
      [
        { _id: "a", count: 2 },
        { _id: "b", count: 1 },
      ],
    ],
    ["$replaceRoot", [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { only: "$n" } } }], [{ only: 2 }]],
    [
      "$bucket",
      [{ $bucket: { groupBy: "$n", boundaries: [0, 3, 10] } }],
      [
        { _id: 0, count: 2 },
        { _id: 3, count: 1 },
      ],
    ],
    [
      "dates",
      [{ $group: { _id: { $dateToString: { format: "%Y-%m", date: "$at" } }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
      [
        { _id: "2026-01", n: 2 },
        { _id: "2026-02", n: 1 },
      ],
    ],
    [
      "$cond and $ifNull",
      [
        { $match: { _id: 3 } },
        {
          $project: {
            _id: 0,
            big: { $cond: [{ $gt: ["$n", 3] }, "big", "small"] },
            none: { $ifNull: ["$nope", "none"] },
          },
        },
      ],
      [{ big: "small", none: "none" }],
    ],
    [
      "$graphLookup",
      [
        { $match: { _id: 1 } },
        { $graphLookup: { from: "items", startWith: "$item", connectFromField: "x", connectToField: "_id", as: "g" } },
        { $project: { "g._id": 1 } },
      ],
      [{ _id: 1, g: [{ _id: "a" }] }],
    ],
  ])("%s", async (_name, pipeline, expected) => {
    expect(await run(pipeline)).toEqual(expected);
  });

  it("uses an index for its leading $match", async () => {
    const explained = await sales.aggregate([{ $match: { item: "a" } }, { $group: { _id: null } }]).explain();
    expect(explained.queryPlanner.winningPlan.inputStage.indexName).toBe("item_1");
  });

  it("refuses unknown expressions", async () => {
    expect((await failure(run([{ $project: { a: { $bogus: 1 } } }]))).code).toBe(168);
  });

  it("looks up by index within a $lookup's pipeline", async () => {
    const many = test.db.collection("many");
    await many.createIndex({ k: 1 });
    await many.insertMany(Array.from({ length: 5000 }, (_, i) => ({ k: i, v: i })));
    const pipeline = [
      { $match: { $expr: { $and: [{ $eq: ["$k", "$$n"] }, { $gt: ["$v", 0] }] } } },
      { $project: { _id: 0, v: 1 } },
    ];
    const found = await run([
      { $lookup: { from: "many", let: { n: "$n" }, pipeline, as: "m" } },
      { $project: { m: 1 } },
    ]);
    expect(found).toEqual([
      { _id: 1, m: [{ v: 2 }] },
      { _id: 2, m: [{ v: 5 }] },
      { _id: 3, m: [{ v: 1 }] },
    ]);
    const explained = await many.find({ $expr: { $eq: ["$k", 3] } }).explain();
    expect(explained.queryPlanner.winningPlan.inputStage.indexName).toBe("k_1");
  });

  it("runs on a database with $documents", async () => {
    const pipeline = [{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }];
    expect(await test.db.aggregate(pipeline).toArray()).toEqual([{ a: 2 }]);
  });

  it("takes let and a batch size", async () => {
    const pipeline = [{ $match: { $expr: { $eq: ["$n", "$$wanted"] } } }, { $project: { n: 1 } }];
    expect(await sales.aggregate(pipeline, { let: { wanted: 5 } }).toArray()).toEqual([{ _id: 2, n: 5 }]);
    expect(await sales.aggregate([{ $project: { _id: 1 } }], { batchSize: 1 }).toArray()).toHaveLength(3);
  });

  it("$out replaces a collection, and leaves it alone on an error", async () => {
    const target = test.db.collection("target");
    await target.insertOne({ _id: "old" } as never);
    await target.createIndex({ item: 1 });
    await run([{ $project: { item: 1 } }, { $out: "target" }]);
    expect(await target.countDocuments()).toBe(3);
    expect(await target.indexes()).toHaveLength(2);
    await failure(run([{ $project: { _id: "same" } }, { $out: "target" }]));
    expect(await target.countDocuments()).toBe(3);
  });

  it("$merge updates and inserts", async () => {
    const target = test.db.collection("merged");
    await target.insertOne({ _id: 1, kept: true } as never);
    await run([{ $project: { n: 1 } }, { $merge: { into: "merged", whenMatched: "merge", whenNotMatched: "insert" } }]);
    expect(await target.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, kept: true, n: 2 },
      { _id: 2, n: 5 },
      { _id: 3, n: 1 },
    ]);
    const pipeline = [{ $set: { n: { $add: ["$n", "$$new.n"] } } }];
    await run([{ $match: { _id: 1 } }, { $merge: { into: "merged", whenMatched: pipeline } }]);
    expect(await target.findOne({ _id: 1 } as never)).toEqual({ _id: 1, kept: true, n: 4 });
  });
});
