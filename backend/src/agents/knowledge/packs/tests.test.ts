import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { describe, expect, it } from "vitest";
import { diagnoseLines, testPack } from "../testing/rule-examples.ts";
import { TESTS } from "./tests.ts";

const PASSED = "all tests passed";

testPack("test runners", TESTS, {
  "tests/unittest": { is: ["FAIL: test_sum (tests.test_sum.Sum.test_sum)"], isNot: ["ERROR: test_sum (tests.X)"] },
  "tests/bazel": { is: ["FAIL: //cart:cart_test (see /tmp/test.log)"], isNot: ["FAIL: test_sum (tests.X)"] },
  "tests/pytest": {
    is: ["____________ test_total ____________\nE       assert 3 == 4"],
    isNot: ["____ ERROR collecting tests/test_a.py ____"],
  },
  "tests/pytest-summary": { is: ["FAILED tests/test_total.py::test_total - assert 3 == 4"], isNot: [PASSED] },
  "tests/go": {
    is: ["--- FAIL: TestTotal (0.00s)\n    cart_test.go:14: got 1"],
    isNot: ["--- PASS: TestTotal (0.00s)"],
  },
  "tests/gotestsum": { is: ["=== FAIL: shop/cart TestTotal (0.00s)"], isNot: ["=== RUN   TestTotal"] },
  "tests/ginkgo": { is: ["• [FAILED] Cart adds up [0.001 seconds]"], isNot: ["• [0.001 seconds]"] },
  "tests/vitest": { is: [" FAIL  src/cart.test.ts > adds up\nAssertionError: expected 2 to be 3"], isNot: [PASSED] },
  "tests/jest": {
    is: ["  ● cart › adds up\n\n    expect(received).toBe(expected)"],
    isNot: ["  ● Console", "  ● Test suite failed to run"],
  },
  "tests/mocha": { is: ["  1 failing\n\n  1) error pages"], isNot: ["  0 passing"] },
  "tests/jasmine": { is: ["1) Player plays\n  Message:\n    Expected 1 to be 2."], isNot: ["1) install"] },
  "tests/karma": {
    is: ["Chrome Headless 124.0.0.0 (Linux 0.0.0) CartComponent sums up FAILED\n\tError: Expected 2 to be 3."],
    isNot: ["Chrome Headless 124.0.0.0 (Linux 0.0.0): Executed 2 of 3 (1 FAILED)"],
  },
  "tests/bun": { is: ["✗ sums up [1.20ms]"], isNot: ["✓ sums up [1.20ms]"] },
  "tests/phpunit-testdox": {
    is: [" ✘ Total\n   │\n   │ Failed asserting that 2 is identical to 3."],
    isNot: [" ✔ Total"],
  },
  "tests/pest": {
    is: ["   FAILED  Tests\\Unit\\CartTest > it sums up\n  Failed asserting that 2 is identical to 3."],
    isNot: ["   PASS  Tests\\Unit\\CartTest"],
  },
  "tests/minitest": {
    is: [
      "  1) Failure:\nCartTest#test_total [test_cart.rb:7]:\nExpected: 3",
      "  1) Error:\nCartTest#test_nil:\nNoMethodError: x",
    ],
    isNot: ["CartTest#test_total = 0.00 s = ."],
  },
  "tests/scalatest": { is: ["[info] - sums up *** FAILED ***"], isNot: ["[info] *** 1 TEST FAILED ***"] },
  "tests/exunit": { is: ["  1) test sums (CartTest)\n     test/cart_test.exs:7"], isNot: ["  1) install (Cart)"] },
  "tests/dart": {
    is: ["00:02 +1 -1: test/cart_test.dart: sums up [E]\n  Expected: <3>"],
    isNot: ["00:02 +1: sums up"],
  },
  "tests/flutter": {
    is: ["Expected: exactly one\nThe test description was:\n  counter increments"],
    isNot: ["The test description is long"],
  },
  "tests/julia": { is: ["cart: Test Failed at /src/test/cart.jl:7"], isNot: ["cart: Test Passed"] },
  "tests/testthat": { is: ["── Failure ('test-cart.R:4:3'): sums up ─────"], isNot: ["── Warning (a.R:1:1): x ──"] },
  "tests/coverage": {
    is: [
      'Jest: "global" coverage threshold for lines (99%) not met: 66.66%',
      "ERROR: Coverage for lines (66.66%) does not meet global threshold (90%)",
      "FAIL Required test coverage of 90% not reached. Total coverage: 66.67%",
    ],
    isNot: ["Required test coverage of 90% reached. Total coverage: 96.67%"],
  },
  "tests/playwright": { is: ["  1) [chromium] › tests/login.spec.ts:5:3 › signs in ───"], isNot: [PASSED] },
  "tests/node": {
    is: ["not ok 2 - adds\n  ---", "✖ failing tests:\n\ntest at a.mjs:3:1\n✖ adds (1.8ms)"],
    isNot: ["ok 2 - adds"],
  },
  "tests/surefire": {
    is: [
      "[ERROR] shop.CartTest.total  Time elapsed: 0.003 s  <<< FAILURE!",
      "[ERROR] shop.CartTest.total -- Time elapsed: 0.003 s <<< ERROR!",
    ],
    isNot: ["[INFO] Tests run: 3, Failures: 0"],
  },
  "tests/surefire-class": {
    is: ["Tests run: 6, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.1 s <<< FAILURE! - in shop.CartTest"],
    isNot: ["Tests run: 6, Failures: 0, Errors: 0"],
  },
  "tests/gradle": { is: ["CartTest > total() FAILED"], isNot: ["> Task :test FAILED"] },
  "tests/cargo": {
    is: ["---- tests::adds stdout ----\nthread 'tests::adds' panicked at src/lib.rs:5:22:"],
    isNot: ["test tests::adds ... ok"],
  },
  "tests/googletest": { is: ["[  FAILED  ] Cart.Total (0 ms)"], isNot: ["[       OK ] Cart.Total (0 ms)"] },
  "tests/googletest-place": { is: ["/src/test/cart_test.cc:12: Failure"], isNot: ["cart_test.cc is built"] },
  "tests/ctest": {
    is: ["The following tests FAILED:\n\t  1 - cart (Failed)"],
    isNot: ["1/1 Test #1: cart .... Passed"],
  },
  "tests/rspec": { is: ["Failures:\n\n  1) Cart adds up\n     Failure/Error: expect"], isNot: ["  1) Cart adds up"] },
  "tests/phpunit": { is: ["There was 1 failure:\n\n1) Shop\\CartTest::testTotal"], isNot: ["OK (3 tests)"] },
  "tests/dotnet": { is: ["  Failed Shop.CartTest.Total [12 ms]"], isNot: ["Failed to restore"] },
  "tests/assertion": { is: ["AssertionError: expected 3 to be 4"], isNot: ["assertions are enabled"] },
  "tests/marked-flaky": { is: ["test_upload is flaky, see #12"], isNot: ["snow is flaking"] },
});

describe("the title of a failing Go test", () => {
  it("says what the test itself logged, before or after the word that it failed", () => {
    const verbose =
      "=== RUN   TestOther\n    other_test.go:5: error: shown\n--- PASS: TestOther (0.00s)\n=== RUN   TestTotal\n--- FAIL: TestTotal (0.00s)";
    expect(diagnoseLines(verbose).diagnosis.title).toBe("The test TestTotal fails");
    const testify = "--- FAIL: TestTotal (0.00s)\n    cart_test.go:5:\n        \tError:      \tShould be true";
    expect(diagnoseLines(testify).diagnosis.title).toBe("The test TestTotal fails: Should be true");
  });

  it("names the innermost test and its first message, not the calls that a mock expected", () => {
    const suite =
      "=== RUN   TestS/TestRetries\n    s_test.go:26: PASS:\tSend(string)\n    s_test.go:31: \n        \tError:      \tReceived unexpected error:\n        \t            \tsmtp: 421\n    s_test.go:32: FAIL: 1 out of 2 expectation(s) were met.\n--- FAIL: TestS (0.00s)\n    --- PASS: TestS/TestAll (0.00s)\n    --- FAIL: TestS/TestRetries (0.00s)";
    expect(diagnoseLines(suite).diagnosis.title).toBe(
      "The test TestS/TestRetries fails: Received unexpected error: smtp: 421",
    );
  });

  it("is that of a test which no later run passed", () => {
    const flaky = "=== FAIL: pkg/lease TestRenew (2.00s)\n    lease_test.go:66: expired\n";
    const broken = "=== FAIL: pkg/queue TestVisible (0.31s)\n    queue_test.go:142: received 2\n";
    const again = "=== FAIL: pkg/queue TestVisible (re-run 1) (0.30s)\n    queue_test.go:142: received 2";
    expect(diagnoseLines(`${flaky}${broken}${again}`).diagnosis.title).toBe(
      "The test pkg/queue TestVisible fails: received 2",
    );
    expect(diagnoseLines(`${flaky}${broken}`).diagnosis.title).toBe("The test pkg/lease TestRenew fails: expired");
  });
});

describe("the message in the title of a failing test", () => {
  const title = (text: string, more?: Partial<ReducedLog>) => diagnoseLines(text, more).diagnosis.title;

  it("stands among the test's own lines, not below the next test's heading", () => {
    const phpunit =
      "1) MoneyTest::testFmt\nit is broken\n\n2) MoneyTest::testAdd\nFailed asserting that 30 is identical to 31.";
    expect(title(phpunit)).toBe("At least 2 tests fail; the first: MoneyTest::testFmt fails");
    const surefire =
      "[ERROR] acme.T.a -- Time elapsed: 0.004 s <<< ERROR!\njava.lang.NullPointerException: m is null\n[ERROR] acme.T.b -- Time elapsed: 0.002 s <<< FAILURE!\norg.opentest4j.AssertionFailedError: expected: <6> but was: <5>";
    expect(title(surefire)).toBe("At least 2 tests fail; the first: acme.T.a fails: NullPointerException: m is null");
  });

  it("does not come from beyond the block, like another step's", () => {
    const text =
      "    a_test.go:5: got expected error: no such file\n  1) Error:\nTestUser#test_nil:\nit is broken\nError: No test report files were found";
    const candidates = [{ startLine: 2, endLine: 4, reason: "test", shape: "minitest-failure", score: 0.9 }];
    expect(title(text, { candidates })).toBe("The test TestUser#test_nil fails");
  });

  it("does without a name where the line has none", () => {
    expect(title("AssertionError: expected 3 to be 4")).toBe("A test fails: expected 3 to be 4");
  });
});
