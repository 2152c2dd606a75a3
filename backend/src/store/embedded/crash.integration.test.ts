import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { indexOf, openTestStore } from "./testing/open-test-store.ts";
import { startChild } from "./testing/start-child.ts";

const RUNS = 4;
const WRITES_PER_RUN = 60;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "embedded-crash-"));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe("a process killed while it writes", () => {
  it(`has lost no acknowledged write, ${RUNS} times in a row`, async () => {
    const acknowledged: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      const child = startChild("write-until-killed.ts", dataDir, String(run));
      await child.printed(WRITES_PER_RUN + run * 37);
      await child.kill();
      acknowledged.push(...child.lines);
    }
    const test = await openTestStore({ dataDir });
    const writes = test.db.collection<{ _id: string; n: number; even: boolean }>("writes");
    const found = new Map((await writes.find().toArray()).map((document) => [document._id, document]));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    for (const id of acknowledged) {
      const document = found.get(id);
      expect(document?.even).toBe(Number(id.split("-")[2]) % 2 === 0);
    }
    expect(await writes.estimatedDocumentCount()).toBe(found.size);
    const counter = await test.db.collection<{ _id: string; n: number }>("counter").findOne({ _id: "total" });
    expect(counter?.n).toBeGreaterThanOrEqual(acknowledged.length);
    expect(counter?.n).toBeLessThanOrEqual(found.size);
    expect(await indexOf(writes.find({ n: 3 }))).toBe("n_1");
    const scanned = await writes.find({ n: 3 }).hint({ $natural: 1 }).toArray();
    expect((await writes.find({ n: 3 }).toArray()).length).toBe(scanned.length);
    await test.close();
  });
});
