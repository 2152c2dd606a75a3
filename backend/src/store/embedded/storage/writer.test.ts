import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "../errors.ts";
import { closeStore, openStore, type Store } from "./store.ts";

let dataDir: string;
let store: Store;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "embedded-writer-"));
  store = openStore(dataDir);
});
afterEach(async () => {
  await closeStore(store);
  rmSync(dataDir, { recursive: true, force: true });
});

const key = (n: number): Buffer => Buffer.from([9, n]);

describe("Writer", () => {
  it("runs writes in their order, each seeing what came before", async () => {
    const { documents } = store.environment;
    const append = (n: number): Promise<number> =>
      store.writer.write(() => {
        const before = documents.get(key(0)) ?? Buffer.alloc(0);
        documents.put(key(0), Buffer.concat([before, Buffer.from([n])]));
        return before.length;
      });
    expect(await Promise.all([1, 2, 3, 4].map(append))).toEqual([0, 1, 2, 3]);
    expect(documents.get(key(0))).toEqual(Buffer.from([1, 2, 3, 4]));
  });

  it("fails one write without harm to the others", async () => {
    const { documents } = store.environment;
    const outcomes = await Promise.allSettled([
      store.writer.write(() => documents.put(key(1), Buffer.from("a"))),
      store.writer.write(() => {
        throw new CommandError("BadValue", "no");
      }),
      store.writer.write(() => documents.put(key(2), Buffer.from("b"))),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect([documents.get(key(1)), documents.get(key(2))].map(String)).toEqual(["a", "b"]);
  });

  it("commits on LMDB's thread too, as it does on a slow disk", async () => {
    Reflect.set(store.writer, "aside", 1000);
    const { documents } = store.environment;
    for (let n = 0; n < 50; n++) {
      await store.writer.write(() => documents.put(key(n), Buffer.from([n])));
      expect(documents.get(key(n))).toEqual(Buffer.from([n]));
    }
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.writer.write(() => documents.remove(key(n)))));
    expect([...documents.keys({ start: key(0), end: key(255) })]).toEqual([]);
    await closeStore(store);
    store = openStore(dataDir);
    expect([...store.environment.documents.keys({ start: key(0), end: key(255) })]).toEqual([]);
  });

  it("commits what waits before it closes", async () => {
    const write = store.writer.write(() => store.environment.documents.put(key(7), Buffer.from("x")));
    await closeStore(store);
    await write;
    store = openStore(dataDir);
    expect(String(store.environment.documents.get(key(7)))).toBe("x");
  });
});
