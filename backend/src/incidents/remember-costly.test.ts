import { describe, expect, it } from "vitest";
import { rememberCostly } from "./remember-costly.ts";

describe("a costly answer", () => {
  it("is worked out once for all who ask meanwhile, and kept twenty times as long as it took", async () => {
    let clock = 0;
    let worked = 0;
    const ask = rememberCostly(
      async () => {
        clock += 10;
        worked += 1;
        return worked;
      },
      () => clock,
    );
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    clock = 209;
    expect(await ask()).toBe(1);
    clock = 210;
    expect(await ask()).toBe(2);
  });

  it("is not kept when it was none", async () => {
    let tries = 0;
    const ask = rememberCostly(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error("not now");
        return "well";
      },
      () => 0,
    );
    await expect(ask()).rejects.toThrow("not now");
    expect(await ask()).toBe("well");
  });
});
