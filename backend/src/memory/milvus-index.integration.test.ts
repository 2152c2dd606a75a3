import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLexicalIndex } from "./lexical-index.ts";
import { type Embedder, openMilvusIndex } from "./milvus-index.ts";
import { createStandingInIndex } from "./standing-in-index.ts";
import { type FakeMilvus, startFakeMilvus } from "./testing/fake-milvus.ts";

const WORDS = ["json", "yaml", "disk"];
const FAILURES = [
  { key: "k-json", text: "json is not defined" },
  { key: "k-yaml", text: "yaml json is not defined" },
  { key: "k-disk", text: "no space left on disk" },
];
/** The client connects slowly where others use the machine. */
const PATIENCE = { timeout: 20_000 };
const NOWHERE = "127.0.0.1:1";

let milvus: FakeMilvus;
let embedded: string[];
let embedder: Embedder;
beforeEach(async () => {
  milvus = await startFakeMilvus(WORDS.length);
  embedded = [];
  embedder = {
    model: "words",
    async embed(texts) {
      embedded.push(...texts);
      return texts.map((text) => WORDS.map((word) => (text.includes(word) ? 1 : 0.1)));
    },
  };
});
afterEach(() => milvus.close());

const open = (address = milvus.address) => openMilvusIndex({ address, token: undefined, timeoutMs: 2000, embedder });

describe("the index in Milvus", () => {
  it("finds what is near, the nearest first, but not the failure itself", async () => {
    const index = await open();
    await index.add(FAILURES);
    const found = await index.search({ key: "k-json", text: "json is not defined" }, 5);
    expect(found.map(({ key }) => key)).toEqual(["k-yaml", "k-disk"]);
    expect(found[0]?.score).toBeGreaterThan(0.7);
    await index.close();
  });

  it("embeds nothing that is there already", async () => {
    const index = await open();
    await index.add(FAILURES);
    await index.close();
    embedded = [];
    const again = await open();
    await again.add([...FAILURES, { key: "k-new", text: "yaml" }]);
    expect(embedded).toEqual(["yaml"]);
    expect(milvus.rows.size).toBe(4);
    await again.close();
  });
});

describe("an index that another one stands in for", () => {
  function standingIn(address: () => string) {
    const lines: string[] = [];
    const clock = { now: new Date() };
    const index = createStandingInIndex({
      name: "Milvus",
      open: () => open(address()),
      standIn: createLexicalIndex(),
      now: () => clock.now,
      log: { warn: (line: string) => lines.push(line), info: (line: string) => lines.push(line) },
    });
    return { index, lines, clock };
  }
  const ask = { key: "k-asked", text: "json is not defined" };

  it("says once that Milvus is down, serves by words, and goes over when it answers", async () => {
    let address = NOWHERE;
    const { index, lines, clock } = standingIn(() => address);
    await index.add(FAILURES);
    await expect.poll(() => lines, PATIENCE).toHaveLength(1);
    expect(lines[0]).toMatch(/^Milvus does not answer \(.+\); near failures are found by their words until it does$/);
    expect((await index.search(ask, 1))[0]?.key).toBe("k-json");

    address = milvus.address;
    clock.now = new Date(clock.now.getTime() + 61_000);
    await index.search(ask, 1);
    await expect.poll(() => milvus.rows.size, PATIENCE).toBe(FAILURES.length);
    await expect.poll(() => lines.at(-1), PATIENCE).toBe("Milvus answers again");
    await index.search(ask, 1);
    expect(milvus.calls).toContain("Search");
    await index.close();
  });

  it("serves by words when Milvus goes away between two searches", async () => {
    const { index, lines } = standingIn(() => milvus.address);
    await index.add(FAILURES);
    await expect.poll(() => milvus.rows.size, PATIENCE).toBe(FAILURES.length);
    milvus.close();
    expect((await index.search(ask, 1))[0]?.key).toBe("k-json");
    expect(lines).toHaveLength(1);
    await index.close();
  });
});
