import { testPack } from "../testing/rule-examples.ts";
import { TESTS } from "./tests.ts";

const PASSED = "all tests passed";

testPack("test runners", TESTS, {
  "tests/unittest": { is: ["FAIL: test_sum (tests.test_sum.Sum.test_sum)"], isNot: ["ERROR: test_sum (tests.X)"] },
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
  "tests/jest": { is: ["  ● cart › adds up\n\n    expect(received).toBe(expected)"], isNot: ["  ● Console"] },
  "tests/mocha": { is: ["  1 failing\n\n  1) error pages"], isNot: ["  0 passing"] },
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
