import { describe, expect, it } from "vitest";
import { messageOfTest } from "./test-message.ts";

const message = (text: string): string | undefined => messageOfTest(text.split("\n"));

describe("what a failing test found", () => {
  it("is the assertion's own words, or the class and the words of what was thrown", () => {
    expect(message("AssertionError: expected 2 to be 3")).toBe("expected 2 to be 3");
    expect(message("org.opentest4j.AssertionFailedError: total ==> expected: <6> but was: <5>")).toBe(
      "total ==> expected: <6> but was: <5>",
    );
    expect(message("java.lang.NullPointerException: the map is null\n\tat acme.Ledger.balance(Ledger.java:6)")).toBe(
      "NullPointerException: the map is null",
    );
    expect(message("NoMethodError: undefined method `upcase' for nil")).toBe(
      "NoMethodError: undefined method `upcase' for nil",
    );
    expect(message("     ZeroDivisionError:\n       divided by 0")).toBe("ZeroDivisionError: divided by 0");
    expect(message("java.lang.IllegalStateException\n\tat acme.A.b(A.java:1)")).toBe("IllegalStateException");
  });

  it("names the values that differ where the assertion itself says nothing", () => {
    const jest = "    expect(received).toBe(expected) // Object.is equality\n\n    Expected: 3\n    Received: 2";
    expect(message(jest)).toBe("expected 3, got 2");
    expect(message("     Failure/Error: expect(a).to eq 3\n\n       expected: 3\n            got: 2")).toBe(
      "expected 3, got 2",
    );
    expect(message("   Assert.Equal() Failure\nExpected: 1")).toBeUndefined();
  });

  it("is what a panic or pytest's mark says", () => {
    expect(message("thread 'a' panicked at src/lib.rs:5:22:\nattempt to divide by zero")).toBe(
      "attempt to divide by zero",
    );
    expect(message("thread 'a' panicked at 'boom', src/lib.rs:5:22")).toBe("boom");
    expect(message(">       time.sleep(9)\nE       Failed: Timeout >5.0s")).toBe("Failed: Timeout >5.0s");
  });

  it("is what came of pytest's source line, not the line itself", () => {
    expect(message(">       assert total([]) == 7\nE       AssertionError: assert 6 == 7")).toBe("assert 6 == 7");
    expect(message(">       assert total([]) == 7")).toBe("total([]) == 7");
  });

  it("is nothing where no line tells", () => {
    expect(message("  at shop.js:3:4\nthe errors are counted\nMyErrors: 3")).toBeUndefined();
    expect(message("")).toBeUndefined();
  });
});
