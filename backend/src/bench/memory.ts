import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pino } from "pino";
import { createLexicalIndex } from "../memory/lexical-index.ts";
import { createMemory, type Memory } from "../memory/memory.ts";
import { type MemoryModel, type MemoryRecord, openMemoryModel } from "../memory/memory-model.ts";
import { connectStore } from "../store/connect.ts";
import { makeIncident } from "./make-incident.ts";
import { type Measurement, measurementTable } from "./measurement.ts";

const INCIDENTS = 100_000;
const BATCH = 2000;
const ASKED = 1000;
const WARM_UP = 20;
const GC_ROUNDS = 3;
const GC_PAUSE_MS = 100;
const MEBIBYTE = 1024 * 1024;

/** Measures what the memory costs with 100,000 incidents. `--json` prints the figures as JSON. */
async function main(asJson: boolean): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "bench-memory-"));
  const log = pino({ level: "silent" });
  const store = await connectStore({ url: undefined, database: "bench", dataDir, onWarning: () => {} });
  try {
    const model = await openMemoryModel(store.connection);
    await fill(model);
    const measured: Measurement[] = [];
    const before = await heldMiB();
    const startedAt = performance.now();
    const memory = createMemory({ model, index: createLexicalIndex(), now: () => new Date(), log });
    await memory.ready();
    measured.push({
      name: "build of the index from the store",
      value: (performance.now() - startedAt) / 1000,
      unit: "s",
    });
    measured.push({
      name: "memory that the index takes (heap and buffers)",
      value: (await heldMiB()) - before,
      unit: "MiB",
    });
    measured.push(...(await measureRecall(memory)));
    await memory.close();
    process.stdout.write(asJson ? `${JSON.stringify(measured)}\n` : measurementTable(measured, 1));
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fill(model: MemoryModel): Promise<void> {
  for (let from = 0; from < INCIDENTS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i): MemoryRecord => makeIncident(from + i));
    await model.insertMany(batch, { lean: true });
  }
}

async function measureRecall(memory: Memory): Promise<Measurement[]> {
  const asked = (i: number) => makeIncident((i * 7919) % INCIDENTS);
  const history = async (i: number) => {
    const { _id, ...failure } = asked(i);
    await memory.history({ ...failure, incidentId: `asked-${_id}` });
  };
  const near = (i: number) => memory.near(asked(i));
  return [
    ...(await percentiles("recall of the same failure", history)),
    ...(await percentiles("search for near failures", near)),
    ...(await percentiles("both, as a diagnosis asks them", (i) => Promise.all([history(i), near(i)]))),
  ];
}

async function percentiles(name: string, work: (i: number) => Promise<unknown>): Promise<Measurement[]> {
  for (let i = 0; i < WARM_UP; i++) await work(i);
  const times: number[] = [];
  for (let i = 0; i < ASKED; i++) {
    const startedAt = performance.now();
    await work(i);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return [
    { name: `${name}: p50`, value: at(0.5), unit: "ms" },
    { name: `${name}: p95`, value: at(0.95), unit: "ms" },
    { name: `${name}: max`, value: at(1), unit: "ms" },
  ];
}

/** After what is done with is gone: node is started with `--expose-gc`. */
async function heldMiB(): Promise<number> {
  for (let round = 0; round < GC_ROUNDS; round++) {
    globalThis.gc?.();
    await setTimeout(GC_PAUSE_MS);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEBIBYTE;
}

await main(process.argv.includes("--json"));
