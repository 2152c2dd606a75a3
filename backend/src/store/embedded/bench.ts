import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongo } from "mongoose";
import { startChild } from "./testing/start-child.ts";

interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "per second" | "ms" | "MiB";
}

interface Event {
  _id: number;
  n: number;
  state: string;
  at: Date;
  text: string;
}

const DOCUMENTS = 100_000;
const BATCH = 1000;
const TEXT_BYTES = 200;
const STATES = 7;
const LANES = 16;
const SINGLE_WRITES = 1000;
const PROBES = 300;
const PROBE_BYTES = 4096;
const FINDS = 4000;
const PAGES = 1000;
const PAGE_SIZE = 20;
const MEASURED_COLLECTION = "events";

/** Measures the store in a process of its own. `--json` prints the figures as JSON. */
async function main(asJson: boolean): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "bench-store-"));
  const measured: Measurement[] = [];
  measured.push(await measureDisk(dataDir));
  let server = startChild("serve-for-bench.ts", dataDir);
  try {
    await server.printed(2);
    const first = new mongo.MongoClient(server.lines[0] ?? "");
    await measureWrites(first.db("bench"), measured);
    await fill(first.db("bench"), measured);
    await measureReads(first.db("bench"), measured);
    measured.push({ name: "memory (RSS) after all that", value: await residentMiB(first), unit: "MiB" });
    await first.close();
    await server.kill();
    server = startChild("serve-for-bench.ts", dataDir);
    await server.printed(2);
    measured.push({
      name: `open with ${DOCUMENTS} documents, after kill -9`,
      value: Number(server.lines[1]),
      unit: "ms",
    });
    const second = new mongo.MongoClient(server.lines[0] ?? "");
    measured.push({ name: "memory (RSS) after opening", value: await residentMiB(second), unit: "MiB" });
    await second.close();
  } finally {
    await server.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.stdout.write(asJson ? `${JSON.stringify(measured)}\n` : table(measured));
}

/** What the disk itself can do: small writes, each made durable before the next. No durable insert can be faster. */
async function measureDisk(dataDir: string): Promise<Measurement> {
  const file = await open(join(dataDir, "probe"), "w");
  const block = Buffer.alloc(PROBE_BYTES);
  const result = await rate("the disk: writes with fdatasync, one after the other", PROBES, 1, async () => {
    await file.write(block);
    await file.datasync();
  });
  await file.close();
  return result;
}

async function measureWrites(db: mongo.Db, measured: Measurement[]): Promise<void> {
  const small = db.collection<Event>("small");
  await small.createIndexes([{ key: { n: 1 } }, { key: { state: 1, at: -1 } }]);
  let next = 0;
  await small.insertOne(event(next++));
  measured.push(
    await rate("durable inserts, one after the other", SINGLE_WRITES, 1, () => small.insertOne(event(next++))),
  );
  measured.push(
    await rate(`durable inserts, ${LANES} at once`, SINGLE_WRITES * 4, LANES, () => small.insertOne(event(next++))),
  );
  const update = (i: number): Promise<unknown> =>
    small.findOneAndUpdate({ _id: i % SINGLE_WRITES, n: { $gte: 0 } }, { $inc: { n: 1 }, $set: { state: "done" } });
  measured.push(await rate("findOneAndUpdate, one after the other", SINGLE_WRITES, 1, update));
  measured.push(await rate(`findOneAndUpdate, ${LANES} at once`, SINGLE_WRITES * 4, LANES, update));
}

async function fill(db: mongo.Db, measured: Measurement[]): Promise<void> {
  const events = db.collection<Event>(MEASURED_COLLECTION);
  await events.createIndexes([{ key: { n: 1 } }, { key: { state: 1, at: -1 } }]);
  const insert = (batch: number): Promise<unknown> =>
    events.insertMany(Array.from({ length: BATCH }, (_, i) => event(batch * BATCH + i)));
  const batches = await rate("", DOCUMENTS / BATCH, 1, insert);
  measured.push({ ...batches, name: `insertMany of ${BATCH}, three indexes`, value: batches.value * BATCH });
}

async function measureReads(db: mongo.Db, measured: Measurement[]): Promise<void> {
  const events = db.collection<Event>(MEASURED_COLLECTION);
  const spread = (i: number): number => (i * 7919) % DOCUMENTS;
  measured.push(await rate("finds by _id", FINDS, 1, (i) => events.findOne({ _id: spread(i) })));
  measured.push(await rate("finds by an indexed field", FINDS, 1, (i) => events.findOne({ n: spread(i) })));
  measured.push(
    await rate(`finds by an indexed field, ${LANES} at once`, FINDS * 2, LANES, (i) =>
      events.findOne({ n: spread(i) }),
    ),
  );
  const page = (i: number): Promise<unknown> =>
    events
      .find({ state: `s${i % STATES}`, at: { $lt: new Date(spread(i)) } })
      .sort({ at: -1 })
      .limit(PAGE_SIZE)
      .toArray();
  measured.push(await rate(`pages of ${PAGE_SIZE}: equality, range and sort by an index`, PAGES, 1, page));
  measured.push(
    await rate("full scans (100,000 documents, no index)", 3, 1, () => events.countDocuments({ text: "none" })),
  );
}

/** Runs `work` so many times over so many lanes. */
async function rate(
  name: string,
  times: number,
  lanes: number,
  work: (i: number) => Promise<unknown>,
): Promise<Measurement> {
  let next = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (next < times) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { name, value: (times * 1000) / (performance.now() - start), unit: "per second" };
}

function event(i: number): Event {
  return { _id: i, n: i, state: `s${i % STATES}`, at: new Date(i), text: "x".repeat(TEXT_BYTES) };
}

async function residentMiB(client: mongo.MongoClient): Promise<number> {
  const status = await client.db().admin().serverStatus();
  return Number(status.mem.resident);
}

function table(measured: readonly Measurement[]): string {
  const width = Math.max(...measured.map(({ name }) => name.length));
  const rows = measured.map(({ name, value, unit }) => {
    const digits = value < 100 ? 1 : 0;
    return `${name.padEnd(width)}  ${value.toFixed(digits).padStart(9)} ${unit}`;
  });
  return `${rows.join("\n")}\n`;
}

await main(process.argv.includes("--json"));
