import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "an ExUnit failure": [
    "mix test",
    `
..warning: error is unused

»  1) test adds up (CartTest)
»     test/cart_test.exs:5
»     Assertion with == failed
»     code:  assert total() == 4
»     left:  3
»     right: 4

Finished in 0.03 seconds
3 tests, 1 failure`,
  ],
  "an Elixir compile error": [
    "mix compile",
    `
Compiling 3 files (.ex)
»== Compilation error in file lib/cart.ex ==
»** (CompileError) lib/cart.ex:5: undefined function totl/0
»    (stdlib) lists.erl:1338: :lists.foreach/2`,
  ],
  "an EUnit failure": [
    "rebar3 eunit",
    `
cart_tests: error_test...ok
»cart_tests: total_test...*failed*
»in function cart_tests:total_test/0 (cart_tests.erl, line 7)
»**error:{assertEqual,[{expected,4},{value,3}]}
»  output:<<"">>

cart_tests: other_test...ok`,
  ],
  "a Clojure failure": [
    "lein test",
    `
lein test shop.error-test

lein test shop.cart-test

»FAIL in (test-total) (cart_test.clj:7)
»adds up
»expected: (= 4 (total))
»  actual: (not (= 4 3))

Ran 2 tests containing 3 assertions.
1 failures, 0 errors.`,
  ],
  "a Julia failure": [
    "julia --project -e 'using Pkg; Pkg.test()'",
    `
     Testing Running tests...
»adds up: Test Failed at /src/test/runtests.jl:7
»  Expression: total() == 4
»   Evaluated: 3 == 4
»Stacktrace:
» [1] top-level scope
»   @ /src/test/runtests.jl:7
Test Summary: | Fail  Total
ERROR: LoadError: Some tests did not pass: 0 passed, 1 failed, 0 errored, 0 broken.`,
  ],
  "a Perl failure": [
    "prove -l t/",
    `
t/error.t .. ok
»#   Failed test 'adds up'
»#   at t/cart.t line 7.
»#          got: '3'
»#     expected: '4'
# Looks like you failed 1 test of 3.
t/cart.t ... Dubious, test returned 1 (wstat 256, 0x100)
Failed 1/3 subtests`,
  ],
  "a busted failure": [
    "busted",
    `
●●◼●
3 successes / 1 failure / 0 errors / 0 pending : 0.003 seconds

»Failure → spec/cart_spec.lua @ 5
»Cart adds up
»spec/cart_spec.lua:7: Expected objects to be equal.
»Passed in:
»(number) 3
»Expected:
»(number) 4`,
  ],
  "luacheck's findings": [
    "luacheck src",
    `
Checking src/error.lua                            OK
Checking src/cart.lua                             1 warning

»    src/cart.lua:12:3: (W111) setting non-standard global variable totl

Total: 1 warning / 0 errors in 2 files`,
  ],
  "an OCaml error": [
    "dune build",
    `
»File "src/cart.ml", line 3, characters 12-16:
»3 | let total = totl
»                ^^^^
»Error: Unbound value totl`,
  ],
  "a Dart failure": [
    "dart test",
    `
00:00 +0: loading test/cart_test.dart
00:00 +1: an error is shown
»00:00 +1 -1: adds up [E]
»  Expected: <4>
»    Actual: <3>
»  package:test_api expect
»  test/cart_test.dart 7:5  main.<fn>
00:01 +2 -1: Some tests failed.`,
  ],
  "a Crystal error": [
    "crystal build src/shop.cr",
    `
»In src/shop.cr:3:3
»
» 3 | totl
»     ^---
»Error: undefined local variable or method 'totl' for top-level`,
  ],
  "a testthat failure": [
    "Rscript -e 'testthat::test_local()'",
    `
v | F W S  OK | Context
»── Failure (test-cart.R:5:3): adds up ──────────
»total() not equal to 4.
»1/1 mismatches
»[1] 3 - 4 == -1
[ FAIL 1 | WARN 0 | SKIP 0 | PASS 3 ]
Error: Test failures`,
  ],
  "a Pester failure": [
    "pwsh -c Invoke-Pester",
    `
Describing errors
  [+] are shown 12ms (10ms|2ms)
Describing cart
»  [-] adds up 15ms (12ms|3ms)
»   Expected 4, but got 3.
»   at $total | Should -Be 4, /src/cart.Tests.ps1:7
Tests completed in 1.2s
Tests Passed: 3, Failed: 1, Skipped: 0`,
  ],
  "a PowerShell error with its lines": [
    "./build.ps1",
    `
Building error pages
»Line |
»   2 |  totl
»     |  ~~~~
»     | The term 'totl' is not recognized as a name of a cmdlet, function, script file, or executable program.`,
  ],
  "an ERT failure": [
    "emacs --batch -l test.el -f ert-run-tests-batch-and-exit",
    `
   passed  1/2  error-test
»Test total-test condition:
»    (ert-test-failed
»     ((should (= (total) 4))
»      :form (= 3 4) :value nil))
   FAILED  2/2  total-test`,
  ],
  "a LaTeX error": [
    "latexmk -pdf main.tex",
    `
LaTeX Warning: Reference \`fig:error' on page 1 undefined on input line 9.
»! Undefined control sequence.
»l.12 \\totl
»          {3}
!  ==> Fatal error occurred, no output PDF file produced!`,
  ],
  "a Vader failure": [
    'vim -c "Vader! test/*"',
    `
    (1/3) [EXECUTE] errors are shown
»    (2/3) [EXECUTE] (X) 4 should be equal to 3
    (3/3) [EXECUTE] other
Success/Total: 2/3 (assertions: 5/6)`,
  ],
  "a gfortran error": [
    "make",
    `
gfortran -c error.f90
»cart.f90:12:9:
»
»   12 |   x = totl
»      |         1
»Error: Symbol 'totl' at (1) has no IMPLICIT type
make: *** [Makefile:3: cart.o] Error 1`,
  ],
  "what Fastlane shows of the compiler": [
    "fastlane test",
    `
[09:00:00]: ▸ Compiling Errors.swift
»[09:00:10]: ▸ ❌  /src/Cart.swift:12:9: cannot find 'totl' in scope
»[09:00:10]: ▸     return totl
[09:00:11]: ▸ ** TEST FAILED **
[09:00:12]: Tests failed
[!] Error building/testing the application. See the log above.`,
  ],
  "a pod that cannot be had": [
    "pod install",
    `
Analyzing dependencies
»[!] CocoaPods could not find compatible versions for pod "Firebase/Core":
»  In Podfile:
»    Firebase/Core (= 99.0)`,
  ],
  "a compile error before the Dart test that could not be loaded": [
    "flutter test",
    `
»lib/cart.dart:12:10: Error: The getter 'totl' isn't defined for the class 'Cart'.
»  return totl;
00:01 +0 -1: loading /src/test/cart_test.dart [E]
  Failed to load "/src/test/cart_test.dart": Compilation failed`,
  ],
  "dead links": [
    "markdown-link-check README.md",
    `
FILE: README.md
  [✓] https://example.org/errors
»  [✖] https://example.org/gone → Status: 404

  2 links checked.`,
  ],
};

describe("evidence in logs of languages with few tools", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });
});
