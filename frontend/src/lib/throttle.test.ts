import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throttle } from "./throttle.ts";

describe("a throttled action", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs at once, and makes one of all calls in the pause", () => {
    const action = vi.fn();
    const throttled = throttle(action, 1_000);
    throttled();
    throttled();
    throttled();
    expect(action).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect(action).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(action).toHaveBeenCalledTimes(2);
  });

  it("runs no more once it is cancelled", () => {
    const action = vi.fn();
    const throttled = throttle(action, 1_000);
    throttled();
    throttled();
    throttled.cancel();
    vi.advanceTimersByTime(10_000);
    expect(action).toHaveBeenCalledTimes(1);
  });
});
