import { testPack } from "../testing/rule-examples.ts";
import { LANGUAGES } from "./languages.ts";

testPack("languages with few tools", LANGUAGES, {
  "languages/nix-hash": {
    is: [
      "error: hash mismatch in fixed-output derivation '/nix/store/0c0wnrc1d5lbg1xnqpzg2xvc5zsw8r7j-src.drv':\n         specified: sha256-AAA=\n            got:    sha256-BBB=",
    ],
    isNot: ["building '/nix/store/0c0wnrc1d5lbg1xnqpzg2xvc5zsw8r7j-src.drv'..."],
  },
  "languages/dart": {
    is: ["lib/cart.dart:12:10: Error: The getter 'totl' isn't defined for the class 'Cart'."],
    isNot: ["lib/cart.dart:12:10: Warning: unused"],
  },
  "languages/ocaml": {
    is: ['File "src/cart.ml", line 3, characters 12-16:\n3 | let total = totl\nError: Unbound value totl'],
    isNot: ['File "src/cart.ml", line 3, characters 12-16:\nWarning 32: unused value total.'],
  },
  "languages/elixir": {
    is: ["** (CompileError) lib/cart.ex:5: undefined function totl/0"],
    isNot: ["** (RuntimeError) closed"],
  },
  "languages/erlang": { is: ["src/cart.erl:5: variable 'X' is unbound"], isNot: ["src/cart.erl:5: Warning: unused"] },
  "languages/crystal": {
    is: ["In src/shop.cr:3:3\n\n 3 | totl\n     ^---\nError: undefined local variable or method 'totl'"],
    isNot: ["In src/shop.cr:3:3"],
  },
  "languages/nim": {
    is: ["src/cart.nim(12, 3) Error: undeclared identifier: 'totl'"],
    isNot: ["src/cart.nim(12, 3) Hint: unused"],
  },
  "languages/fortran": {
    is: ["cart.f90:12:9:\n\n   12 |   x = totl\n      |         1\nError: Symbol 'totl' at (1) has no IMPLICIT type"],
    isNot: ["cart.f90:12:9:\n\nWarning: unused"],
  },
  "languages/verilog": { is: ["%Error: top.v:12:3: syntax error"], isNot: ["%Warning-WIDTH: top.v:12:3: width"] },
  "languages/latex": { is: ["! Undefined control sequence."], isNot: ["! a remark"] },
  "languages/clojure-test": { is: ["FAIL in (test-total) (cart_test.clj:7)"], isNot: ["FAIL in the end"] },
  "languages/perl-test": { is: ["#   Failed test 'adds up'"], isNot: ["# Looks like you failed 1 test of 3."] },
  "languages/busted": { is: ["Failure → spec/cart_spec.lua @ 5"], isNot: ["Failure → none"] },
  "languages/eunit": { is: ["cart_tests: total_test...*failed*"], isNot: ["cart_tests: total_test...ok"] },
  "languages/pester": { is: ["  [-] adds up 15ms (12ms|3ms)"], isNot: ["  [+] adds up 15ms (12ms|3ms)"] },
  "languages/ert": { is: ["Test total-test condition:"], isNot: ["Test total-test backtrace:"] },
  "languages/vader": {
    is: ["    (2/3) [EXECUTE] (X) 4 should be equal to 3"],
    isNot: ["    (2/3) [EXECUTE] adds up"],
  },
  "languages/ginkgo": {
    is: [
      "• [FAILED] [0.002 seconds]\nCart [It] adds up\n/src/cart_test.go:14",
      "• Failure [61.002 seconds]\nCart\n/src/cart_test.go:14\n  adds up [It]\n  /src/cart_test.go:20",
    ],
    isNot: ["• [SLOW TEST:12.3 seconds]\nCart [It] adds up"],
  },
  "languages/gocheck": { is: ["FAIL: cart_test.go:14: S.TestTotal"], isNot: ["PASS: cart_test.go:14: S.TestTotal"] },
  "languages/goconvey": { is: ["  * /src/cart/cart_test.go"], isNot: ["  * README.md"] },
  "languages/gotestfmt": { is: ["  ❌ TestTotal (0ms)"], isNot: ["  ✅ TestTotal (0ms)"] },
  "languages/go-test-json": {
    is: [
      '{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Test":"TestTotal","Output":"--- FAIL: TestTotal (0.00s)\\n"}',
    ],
    isNot: [
      '{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Test":"TestOk","Output":"--- PASS: TestOk (0.00s)\\n"}',
    ],
  },
  "languages/opa": { is: ["data.s3.test_deny: FAIL (0.9ms)"], isNot: ["data.s3.test_deny: PASS (0.9ms)"] },
  "languages/automake": { is: ["FAIL: tests/total"], isNot: ["PASS: tests/total", "FAIL: 1/2"] },
  "languages/meson-test": {
    is: ["2/3 cart         FAIL            0.02s   exit status 1"],
    isNot: ["2/3 cart         OK              0.02s"],
  },
  "languages/goroutine-leak": {
    is: ["goleak: Errors on successful test run: found unexpected goroutines:"],
    isNot: ["goleak: none"],
  },
  "languages/dead-link": {
    is: ["  [✖] https://example.org/gone → Status: 404", "[404] https://example.org/gone | Failed: Network error"],
    isNot: ["  [✓] https://example.org/here"],
  },
});
