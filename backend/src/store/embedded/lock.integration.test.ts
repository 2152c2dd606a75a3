import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongo } from "mongoose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreLockedError } from "./errors.ts";
import { startEmbeddedStore } from "./start-embedded-store.ts";
import { startChild } from "./testing/start-child.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "embedded-lock-"));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe("the folder of a store", () => {
  it("is refused to a second process, which is told who has it", async () => {
    const child = startChild("hold-store.ts", dataDir);
    await child.printed(1);
    const error = await startEmbeddedStore({ dataDir }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreLockedError);
    expect(error).toMatchObject({
      code: "store_locked",
      message: expect.stringContaining(`process ${child.process.pid}`),
    });
    const client = new mongo.MongoClient(child.lines[0] ?? "");
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await child.kill();
  });

  it("is taken over at once when its holder was killed", async () => {
    const child = startChild("hold-store.ts", dataDir);
    await child.printed(1);
    await child.kill();
    const store = await startEmbeddedStore({ dataDir });
    await store.close();
  });

  it("is refused within one process too, and free after close", async () => {
    const store = await startEmbeddedStore({ dataDir });
    await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({ code: "store_locked" });
    await store.close();
    await (await startEmbeddedStore({ dataDir })).close();
  });

  it("is taken over from a lock whose process number another process has now, or that is torn", async () => {
    writeFileSync(
      join(dataDir, "store.lock"),
      JSON.stringify({ pid: process.ppid, startTime: "another-boot:1", socket: "", token: "old" }),
    );
    await (await startEmbeddedStore({ dataDir })).close();
    writeFileSync(join(dataDir, "store.lock"), '{"pid":');
    await (await startEmbeddedStore({ dataDir })).close();
  });

  it("goes to one of several that start at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => startEmbeddedStore({ dataDir })));
    const winners = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(winners.length).toBe(1);
    for (const winner of winners) await winner.value.close();
  });

  it("is private, and so is the socket", async () => {
    const store = await startEmbeddedStore({ dataDir });
    const mode = (path: string): number => statSync(path).mode & 0o777;
    expect(mode(dataDir)).toBe(0o700);
    expect(mode(join(dataDir, "store"))).toBe(0o700);
    expect(mode(join(dataDir, "mongo.sock"))).toBe(0o600);
    await store.close();
    expect(readdirSync(dataDir)).toEqual(["store"]);
  });

  it("with a path too long for a socket gets the socket elsewhere, with a warning", async () => {
    const deep = join(dataDir, "x".repeat(120));
    mkdirSync(deep);
    const warnings: string[] = [];
    const store = await startEmbeddedStore({ dataDir: deep, onWarning: (message) => warnings.push(message) });
    expect(warnings).toEqual([expect.stringContaining("too long for a unix socket")]);
    const client = new mongo.MongoClient(store.url);
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    await store.close();
  });
});
