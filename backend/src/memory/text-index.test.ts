import { describe, expect, it } from "vitest";
import { createTextIndex } from "./text-index.ts";

const TEXTS = {
  json: "NameError: name 'json' is not defined in app/load.py",
  yaml: "NameError: name 'yaml' is not defined in app/load.py",
  port: "Error: connect ECONNREFUSED <ip> in src/checkout.test.ts",
  disk: "write error: No space left on device",
};

function indexOf(texts: Record<string, string>) {
  const index = createTextIndex();
  for (const [key, text] of Object.entries(texts)) index.add(key, text);
  return index;
}

describe("the text index", () => {
  it("finds the text itself first, then what is like it, and nothing that shares no word", () => {
    const found = indexOf(TEXTS).search(TEXTS.json, { limit: 4 });
    expect(found.map(({ key }) => key).slice(0, 2)).toEqual(["json", "yaml"]);
    expect(found[0]?.score).toBeGreaterThan(0.9);
    expect(found[1]?.score).toBeLessThan(found[0]?.score ?? 0);
    expect(found.find(({ key }) => key === "disk")).toBeUndefined();
  });

  it("leaves out the one that is asked about, and scores each search anew", () => {
    const index = indexOf(TEXTS);
    const once = index.search(TEXTS.json, { limit: 2, without: "json" });
    expect(once.map(({ key }) => key)[0]).toBe("yaml");
    expect(index.search(TEXTS.json, { limit: 2, without: "json" })).toEqual(once);
  });

  it("lets what is rare count for more than what all have", () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`k${n}`, `failed in module_${n} at step build`]),
    );
    const found = indexOf({ ...many, rare: "build of zlib_inflate failed" }).search("zlib_inflate failed", {
      limit: 3,
    });
    expect(found[0]?.key).toBe("rare");
  });

  it("keeps the first text of a key", () => {
    const index = indexOf(TEXTS);
    index.add("disk", TEXTS.json);
    expect(index.size).toBe(4);
    expect(index.search("No space left on device", { limit: 1 })[0]?.key).toBe("disk");
  });
});
