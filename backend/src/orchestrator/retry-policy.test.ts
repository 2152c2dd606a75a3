import { PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import { describe, expect, it } from "vitest";
import { retryDelay } from "./retry-policy.ts";

describe("retryDelay", () => {
  it("doubles, with jitter in the upper half, and gives up after five attempts", () => {
    const delays = [1, 2, 3, 4].map((attempts) => retryDelay(new Error("reset"), attempts, 1));
    expect(delays).toEqual([1000, 2000, 4000, 8000]);
    expect(retryDelay(new Error("reset"), 3, 0)).toBe(2000);
    expect(retryDelay(new Error("reset"), 5, 0)).toBeNull();
  });

  it("keeps to the delay that the other side asked for", () => {
    const limited = new UpstreamError("rate_limited", "429", { retryable: true, retryAfterMs: 47_000 });
    expect(retryDelay(limited, 1, 0.5)).toBe(47_000);
  });

  it("does not try again what only a person can mend", () => {
    expect(retryDelay(new UpstreamError("bad_key", "401", { retryable: false }), 1, 0)).toBeNull();
    expect(retryDelay(new PipewrightError("no_log", 422, "no log"), 1, 0)).toBeNull();
  });
});
