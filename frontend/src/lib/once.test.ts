import { describe, expect, it } from "vitest";
import { once } from "./once.ts";

describe("work that is done once", () => {
  it("gives all who ask the same answer", async () => {
    let worked = 0;
    const ask = once(async () => ++worked);
    expect(ask()).toBe(ask());
    expect([await ask(), await ask()]).toEqual([1, 1]);
  });

  it("is done again after it failed", async () => {
    let tries = 0;
    const ask = once(async () => {
      if (++tries === 1) throw new Error("not now");
      return "well";
    });
    await expect(ask()).rejects.toThrow("not now");
    expect(await ask()).toBe("well");
  });
});
