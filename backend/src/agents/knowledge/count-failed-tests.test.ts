import { describe, expect, it } from "vitest";
import { countFailedTests, titleAmongSeveral } from "./count-failed-tests.ts";
import { diagnoseLines } from "./testing/rule-examples.ts";

function count(text: string, from = 1): number {
  const lines = text.split("\n").map((line, index) => ({ n: index + 1, text: line }));
  return countFailedTests({ format: "plain", totalLines: lines.length, lines, candidates: [] }, from);
}

describe("how many tests failed", () => {
  it.each([
    ["3 failed, 5 passed, 1 xfailed, 1 warning, 1 error in 1.60s", 4],
    ["========= 2 failed, 1 passed in 0.31s =========", 2],
    ["================ 1 passed, 2 errors in 0.31s ================", 2],
    ["Tests:       2 failed, 5 passed, 7 total", 2],
    ["      Tests  2 failed | 3 passed (5)", 2],
    ["  3 failing", 3],
    ["# fail 2", 2],
    ["Tests: 4, Assertions: 3, Errors: 1, Failures: 2.", 3],
    ["FAILED (failures=1, errors=2)", 3],
    ["FAILED (errors=2)", 2],
    ["3 runs, 2 assertions, 1 failures, 1 errors, 0 skips", 2],
    ["[ERROR] Tests run: 213, Failures: 1, Errors: 1, Skipped: 2", 2],
    ["38 tests completed, 2 failed", 2],
    ["test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured", 2],
    ["Failed!  - Failed:     2, Passed:   104, Skipped:     0, Total:   106", 2],
    ["67% tests passed, 2 tests failed out of 6", 2],
    ["5 examples, 2 failures", 2],
  ])("reads %s", (line, expected) => {
    expect(count(line)).toBe(expected);
  });

  it.each([
    "5 passed in 1.60s",
    "Tests:       7 passed, 7 total",
    "[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.06 s <<< FAILURE! -- in acme.T",
    "DONE 3 runs, 416 tests, 1 skipped, 5 failures in 79.130s",
    "finished in 3.5s",
    "2 errors",
  ])("does not read %s", (line) => {
    expect(count(line)).toBe(0);
  });

  it("looks below the failure only", () => {
    expect(count("3 failed in 1.0s\nFAIL a\n2 failed in 1.0s", 2)).toBe(2);
  });

  it("is told in the title", () => {
    expect(titleAmongSeveral("The test a fails: 1 != 2", "4 tests", true)).toBe(
      "4 tests fail; the first: a fails: 1 != 2",
    );
    expect(titleAmongSeveral("`APP_CONFIG` is not set", "4 tests", false)).toBe(
      "4 tests fail; one of them: `APP_CONFIG` is not set",
    );
  });

  it("is at least how many are named where no summary was kept", () => {
    const { title, rootCause } = diagnoseLines(
      "1) MoneyTest::testFmt\nTypeError: float returned\n1) MoneyTest::testAdd\nFailed asserting that 30 is identical to 31.",
    ).diagnosis;
    expect(title).toBe("At least 2 tests fail; the first: MoneyTest::testFmt fails: TypeError: float returned");
    expect(rootCause).toContain("At least 2 tests fail in all.");
    expect(diagnoseLines("--- FAIL: TestS (0.00s)\n    --- FAIL: TestS/TestOne (0.00s)").diagnosis.title).toBe(
      "The test TestS/TestOne fails",
    );
  });

  it("is told of a setting that one test of several misses", () => {
    const candidates = [{ startLine: 1, endLine: 2, reason: "test", shape: "pytest-failure", score: 0.9 }];
    const text =
      "____ ERROR at setup of test_cfg ____\nE   KeyError: 'APP_CONFIG'\n3 failed, 1 passed, 1 error in 0.2s";
    expect(diagnoseLines(text, { candidates }).diagnosis.title).toBe(
      "4 tests fail; one of them: `APP_CONFIG` is not set",
    );
  });
});
