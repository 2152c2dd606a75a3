import type { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexOf, openTestStore, type TestStore } from "../testing/open-test-store.ts";

const DOCUMENTS = 300;
const QUERIES = 150;
const INDEXES: mongo.IndexDescription[] = [
  { key: { a: 1 } },
  { key: { b: -1 } },
  { key: { a: 1, b: -1 } },
  { key: { c: 1, a: 1 }, sparse: true },
  { key: { "d.x": 1, "d.y": -1 } },
  { key: { e: 1, a: -1 } },
  { key: { b: 1, c: 1 }, name: "partial", partialFilterExpression: { a: { $gt: 3 } } },
];

/** A generator of the same numbers every time. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const random = makeRandom(7);
const pick = <T>(items: readonly [T, ...T[]]): T => items[random(items.length)] ?? items[0];

function value(): unknown {
  const small = random(7);
  switch (random(9)) {
    case 0:
      return null;
    case 1:
      return `s${small}`;
    case 2:
      return [small, random(7)];
    case 3:
      return small + 0.5;
    case 4:
      return random(2) === 0 ? [] : { k: small };
    default:
      return small;
  }
}

function document(i: number): mongo.Document {
  const fields: mongo.Document = { _id: i };
  for (const name of ["a", "b", "c", "e"]) if (random(5) > 0) fields[name] = name === "e" ? random(7) : value();
  if (random(3) === 0) fields.a = random(7);
  const isList = (name: string): boolean => Array.isArray(fields[name]);
  if (isList("a") && (isList("b") || isList("c"))) fields.a = random(7);
  if (isList("b") && isList("c")) fields.b = random(7);
  fields.d =
    random(2) === 0
      ? { x: random(4), y: random(4) }
      : Array.from({ length: random(4) }, () => ({ x: random(4), y: random(4) }));
  return fields;
}

function condition(): unknown {
  const [low, high] = [random(7), random(7)];
  switch (random(8)) {
    case 0:
      return { $gt: low };
    case 1:
      return { $gte: low, $lte: high };
    case 2:
      return { $in: [low, `s${high}`, null] };
    case 3:
      return { $exists: random(2) === 0 };
    case 4:
      return { $ne: low };
    case 5:
      return value();
    case 6:
      return { $lt: `s${high}` };
    default:
      return low;
  }
}

function filter(): mongo.Document {
  const query: mongo.Document = {};
  for (const name of ["a", "b", "c", "e"]) if (random(3) === 0) query[name] = condition();
  if (random(4) === 0) Object.assign(query, { "d.x": random(4), "d.y": { $gte: random(4) } });
  if (random(6) === 0) query.d = { $elemMatch: { x: random(4), y: random(4) } };
  if (random(6) === 0) query.$or = [{ a: random(7) }, { b: condition() }];
  return query;
}

const sort = (): Record<string, 1 | -1> =>
  pick<Record<string, 1 | -1>>([
    { a: 1, _id: 1 },
    { b: -1, _id: 1 },
    { a: 1, b: -1, _id: 1 },
    { e: 1, a: -1, _id: 1 },
    { c: 1, a: 1, _id: 1 },
    { _id: -1 },
  ]);

describe("a query with indexes", { timeout: 60_000 }, () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());

  it(`finds the same as a scan, for ${QUERIES} random queries`, async () => {
    const collection = test.db.collection("random");
    await collection.createIndexes(INDEXES);
    await collection.insertMany(Array.from({ length: DOCUMENTS }, (_, i) => document(i)) as never[]);
    const used = new Map<string, number>();
    for (let i = 0; i < QUERIES; i++) {
      const query = filter();
      const order = sort();
      const scanned = await collection.find(query).hint({ $natural: 1 }).sort(order).toArray();
      const indexed = await collection.find(query).sort(order).toArray();
      expect([query, order, indexed.map(({ _id }) => _id)]).toEqual([query, order, scanned.map(({ _id }) => _id)]);
      const limited = await collection.find(query).sort(order).skip(2).limit(5).toArray();
      expect(limited).toEqual(scanned.slice(2, 7));
      const name = await indexOf(collection.find(query).sort(order));
      used.set(name, (used.get(name) ?? 0) + 1);
    }
    expect(used.size).toBeGreaterThan(5);
  });

  it("still does after random updates and deletes", async () => {
    const collection = test.db.collection("random");
    for (let i = 0; i < 200; i++) {
      const { _id, ...rest } = document(random(DOCUMENTS));
      if (random(4) === 0) await collection.deleteOne({ _id });
      else await collection.replaceOne({ _id }, rest, { upsert: random(2) === 0 });
    }
    for (let i = 0; i < QUERIES / 4; i++) {
      const query = filter();
      const ids = async (hint: mongo.Hint | undefined): Promise<unknown[]> => {
        const cursor = collection.find(query).sort({ _id: 1 });
        return (await (hint ? cursor.hint(hint) : cursor).toArray()).map(({ _id }) => _id);
      };
      expect([query, await ids(undefined)]).toEqual([query, await ids({ $natural: 1 })]);
    }
  });
});
