import { describe, expect, it } from "vitest";
import { rememberCostly } from "./remember-costly.ts";

describe("a costly answer", () => {
  /** Work that takes `costMs` on a clock of its own. */
  function costing(costMs: number) {
    const clock = { ms: 1000 };
    let worked = 0;
    const workOut = async () => {
      clock.ms += costMs;
      worked += 1;
      return worked;
    };
    return { ask: rememberCostly(workOut, () => clock.ms), clock };
  }

  it("is worked out once for all who ask meanwhile, and kept five times as long as it took", async () => {
    const { ask, clock } = costing(100);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    clock.ms = 1599;
    expect(await ask()).toBe(1);
    clock.ms = 1600;
    expect(await ask()).toBe(2);
  });

  it("is worked out each time where that is cheap", async () => {
    const { ask } = costing(10);
    expect([await ask(), await ask()]).toEqual([1, 2]);
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
