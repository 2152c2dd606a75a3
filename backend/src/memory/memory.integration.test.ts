import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedStore, startEmbeddedStore } from "../store/embedded/start-embedded-store.ts";
import { createLexicalIndex } from "./lexical-index.ts";
import { createMemory, type Memory } from "./memory.ts";
import type { RememberedOutcome } from "./memory-entry.ts";
import { openMemoryModel } from "./memory-model.ts";
import { COMMIT_A, COMMIT_B, makeFailure, makeFix } from "./testing/make-entry.ts";

let folder: string;
let embedded: EmbeddedStore;
let connections: mongoose.Connection[] = [];
let clock: Date;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pipewright-memory-"));
  embedded = await startEmbeddedStore({ dataDir: folder });
  connections = [];
  clock = new Date("2026-11-24T03:00:00.000Z");
});
afterEach(async () => {
  for (const connection of connections) await connection.close();
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A process of its own on the same store. */
async function openMemory(): Promise<Memory> {
  const connection = await mongoose.createConnection(embedded.url).asPromise();
  connections.push(connection);
  const memory = createMemory({
    model: await openMemoryModel(connection),
    index: createLexicalIndex(),
    now: () => clock,
    log: pino({ level: "silent" }),
  });
  await memory.ready();
  return memory;
}

const PROVEN: RememberedOutcome = {
  version: 9,
  outcome: "proven",
  fixes: [makeFix("proven")],
  passedUnchanged: false,
  delivery: { kind: "pull_request", message: "opened", url: "https://github.com/acme/shop/pull/212" },
};
const ASKED = makeFailure("now");

describe("the memory", () => {
  it("has one entry an incident, however often it is told", async () => {
    const memory = await openMemory();
    await Promise.all(Array.from({ length: 5 }, () => memory.remember(makeFailure("one"))));
    expect((await memory.history(ASKED)).seen).toBe(1);
  });

  it("does not count the incident that asks", async () => {
    const memory = await openMemory();
    await memory.remember(ASKED);
    expect((await memory.history(ASKED)).seen).toBe(0);
  });

  it("keeps the newer word on an incident, and says when it knows none", async () => {
    const memory = await openMemory();
    expect(await memory.conclude("one", PROVEN)).toBe(false);
    await memory.remember(makeFailure("one"));
    expect(await memory.conclude("one", PROVEN)).toBe(true);
    expect(await memory.conclude("one", { ...PROVEN, version: 3, outcome: "open", fixes: [] })).toBe(true);
    await memory.remember(makeFailure("one"));
    expect((await memory.history(ASKED)).fixed).toMatchObject({ name: "#212", greenTimes: 1, triedTimes: 1 });
  });

  it("finds what is near in any repository, with what fixed it, in another process too", async () => {
    const [one, other] = [await openMemory(), await openMemory()];
    const text = "NameError: name 'yaml' is not defined in app/load.py";
    await one.remember(makeFailure("near", { repo: "acme/other", fingerprint: "e".repeat(64), text }));
    await one.conclude("near", PROVEN);
    await one.remember(makeFailure("same"));
    clock = new Date(clock.getTime() + 6000);
    for (const memory of [one, other, await openMemory()]) {
      expect(await memory.near(ASKED)).toMatchObject([
        { incidentId: "near", repo: "acme/other", fix: { name: "#212", outcome: "proven" } },
      ]);
    }
  });

  it("knows that the step has passed at the commit that failed, whatever the failure was", async () => {
    const memory = await openMemory();
    await memory.remember(makeFailure("one", { fingerprint: "e".repeat(64) }));
    await memory.conclude("one", { ...PROVEN, passedUnchanged: true });
    expect((await memory.history({ ...ASKED, commitSha: COMMIT_A })).flaky).toBe(true);
    expect((await memory.history({ ...ASKED, commitSha: COMMIT_B })).flaky).toBe(false);
  });
});
