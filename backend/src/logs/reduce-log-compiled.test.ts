import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "Go compiler errors with their package": [
    "go build ./...",
    `
go: downloading github.com/google/uuid v1.6.0
»# example.org/shop/cart
»cart/cart.go:12:2: undefined: totl
»cart/error.go:3:8: "os" imported and not used`,
  ],
  "a Go test failure": [
    "go test ./...",
    `
ok  	example.org/shop/errors	0.004s
»--- FAIL: TestTotal (0.00s)
»    --- FAIL: TestTotal/empty (0.00s)
»        cart_test.go:14: total() = 1, want 0
FAIL
FAIL	example.org/shop/cart	0.003s
ok  	example.org/shop/store	0.010s
FAIL`,
  ],
  "a verbose Go test failure with what it logged before": [
    "go test -v ./...",
    `
=== RUN   TestErrorPage
    page_test.go:5: error: shown as expected
--- PASS: TestErrorPage (0.00s)
=== RUN   TestTotal
»    cart_test.go:9: total() = 1, want 0
»--- FAIL: TestTotal (0.00s)
=== RUN   TestOther
--- PASS: TestOther (0.00s)
FAIL
FAIL	example.org/shop/cart	0.003s`,
  ],
  "what a Terraform provider's acceptance test logged before it failed": [
    "go test ./internal/... -v",
    `
=== RUN   TestAccProject_basic
=== PAUSE TestAccProject_basic
=== CONT  TestAccProject_basic
=== RUN   TestAccIndex_withVector
=== CONT  TestAccIndex_withVector
=== NAME  TestAccProject_basic
    resource_project_test.go:12: error was expected here
--- PASS: TestAccProject_basic (2.10s)
=== NAME  TestAccIndex_withVector
»    resource_index_test.go:193: Step 1/1 error: Error running apply: exit status 1
»        
»        Error: error creating index: (503 Service Unavailable) failed to decode response body
»        
»          with mongodbatlas_search_index.test,
»          on terraform_plugin_test.tf line 12, in resource "mongodbatlas_search_index" "test":
»          12: 		resource "mongodbatlas_search_index" "test" {
»        
»--- FAIL: TestAccIndex_withVector (1.79s)
=== RUN   TestAccOther
--- PASS: TestAccOther (0.10s)
FAIL
FAIL	example.org/provider/internal/index	4.2s
FAIL`,
  ],
  "testify's assertions of a verbose Go test": [
    "go test -v ./...",
    `
=== RUN   TestErrorPage
    page_test.go:5: error: shown as expected
--- PASS: TestErrorPage (0.00s)
=== RUN   TestTotal
»    cart_test.go:5:
»        	Error Trace:	/src/cart_test.go:5
»        	Error:      	Not equal:
»        	            	expected: 0
»        	            	actual  : 1
»        	Test:       	TestTotal
»--- FAIL: TestTotal (0.00s)
FAIL
FAIL	example.org/shop/cart	0.003s`,
  ],
  "what go test -json says of a failing test": [
    "go test -json ./...",
    `
{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Test":"TestOk","Output":"--- PASS: TestOk (0.00s)\\n"}
{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Test":"TestTotal","Output":"=== RUN   TestTotal\\n"}
»{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Test":"TestTotal","Output":"    b_test.go:9: got 3\\n"}
»{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Test":"TestTotal","Output":"--- FAIL: TestTotal (0.00s)\\n"}
»{"Time":"2026-03-04T09:00:00Z","Action":"fail","Package":"a/b","Test":"TestTotal","Elapsed":0}
{"Time":"2026-03-04T09:00:00Z","Action":"output","Package":"a/b","Output":"FAIL\\n"}`,
  ],
  "a Ginkgo failure, not the test that runs the suite": [
    "go test ./...",
    `
Will run 3 of 3 specs
•
------------------------------
»• [FAILED] [0.002 seconds]
»Cart [It] adds up
»/src/cart_test.go:14
»
»  [FAILED] Expected
»      <int>: 3
»  to equal
»      <int>: 4
------------------------------
--- FAIL: TestCart (0.00s)
FAIL`,
  ],
  "what tests said before they gave up": [
    "go test ./...",
    `
ok  	example.org/shop/errors	0.01s
»2026/03/04 09:00:00 cannot open the database: it has no such role
»FAIL	example.org/shop/store	0.012s
ok  	example.org/shop/x	0.01s
FAIL`,
  ],
  "a checksum that does not match": [
    "go mod download",
    `
»verifying github.com/a/b@v1.2.0: checksum mismatch
»	downloaded: h1:aaaa=
»	go.sum:     h1:bbbb=
»
»SECURITY ERROR
»This download does NOT match an earlier download recorded in go.sum.`,
  ],
  "a Qt test's failure": [
    "ctest -V",
    `
1: PASS   : TestCart::initTestCase()
»1: FAIL!  : TestCart::total() Compared values are not the same
»1:    Actual   (total()): 3
»1:    Expected (4)      : 4
»1:    Loc: [/src/tests/cart.cpp(12)]
1: PASS   : TestCart::cleanupTestCase()
1/1 Test #1: cart .............................***Failed    0.01 sec`,
  ],
  "a Criterion failure": [
    "./tests",
    `
»[----] tests/cart.c:12: Assertion Failed
»[----]   The expression total() == 4 is false.
»[FAIL] cart::total: (0.00s)
[====] Synthesis: Tested: 2 | Passing: 1 | Failing: 1 | Crashing: 0`,
  ],
  "a change that breaks a crate's users": [
    "cargo semver-checks",
    `
   Checking shop v0.1.0 -> v0.1.1 (patch change)
»--- failure function_missing: pub fn removed or renamed ---
»
»Failed in:
»  function shop::total, previously in file src/lib.rs:3
     Summary semver requires new major version: 1 major and 0 minor checks failed`,
  ],
  "gocheck's failure, not the test that runs the suite": [
    "go test ./...",
    `
»----------------------------------------------------------------------
»FAIL: cart_test.go:14: S.TestTotal
»
»cart_test.go:16:
»    c.Assert(total(), Equals, 4)
»... obtained int = 3
»... expected int = 4
OOPS: 12 passed, 1 FAILED
--- FAIL: Test (0.00s)
FAIL`,
  ],
  "what goleak finds": [
    "go test ./...",
    `
PASS
»goleak: Errors on successful test run: found unexpected goroutines:
»[Goroutine 7 in state select, with view.(*worker).start on top of the stack:
»]
FAIL	example.org/shop/cart	0.412s`,
  ],
  "Valgrind's errors": [
    "valgrind --error-exitcode=1 ./shop",
    `
==12== Memcheck, a memory error detector
==12==
»==12== Invalid read of size 4
»==12==    at 0x109153: main (cart.c:2)
==12==
==12== HEAP SUMMARY:
==12==     in use at exit: 0 bytes in 0 blocks
==12== ERROR SUMMARY: 1 errors from 1 contexts (suppressed: 0 from 0)`,
  ],
  "a doc test's failure": [
    "cargo test",
    `
test src/lib.rs - total (line 3) ... FAILED

failures:

»---- src/lib.rs - total (line 3) stdout ----
»Test executable failed (exit status: 101).
»
»stderr:
»
»thread 'main' panicked at src/lib.rs:4:1:
»assertion \`left == right\` failed


failures:
    src/lib.rs - total (line 3)

test result: FAILED. 0 passed; 1 failed; 0 ignored

error: doctest failed, to rerun pass \`--doc\``,
  ],
  "a Go panic with its goroutine": [
    "./server --check",
    `
listening on :8080
»panic: runtime error: invalid memory address or nil pointer dereference
»[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48f2a1]
»
»goroutine 1 [running]:
»main.(*Cart).Total(...)
»	/home/runner/work/shop/shop/cart.go:17
»main.main()
»	/home/runner/work/shop/shop/main.go:9 +0x1d
»exit status 2`,
  ],
  "a sum that is missing": [
    "go build ./...",
    `
»upload/upload.go:7:2: missing go.sum entry for module providing package github.com/google/uuid (imported by example.org/shop/upload); to add:
»	go get example.org/shop/upload`,
  ],
  "golangci-lint's issues": [
    "golangci-lint run",
    `
»cart/cart.go:12:9: Error return value of \`f.Close\` is not checked (errcheck)
»	defer f.Close()
»	       ^
»cart/cart.go:31:2: ineffectual assignment to err (ineffassign)
»	err = nil
»	^`,
  ],
  "Rust compiler errors, not the word after them": [
    "cargo build",
    `
   Compiling shop v0.1.0 (/home/runner/work/shop/shop)
warning: unused variable: \`error\`
 --> src/lib.rs:2:7
  |
2 |   let error = 1;
  |       ^^^^^ help: if this is intentional, prefix it with an underscore

»error[E0425]: cannot find value \`totl\` in this scope
» --> src/lib.rs:3:9
»  |
»3 |     a + totl
»  |         ^^^^ not found in this scope
»
»error[E0308]: mismatched types
» --> src/lib.rs:9:5
»  |
»9 |     "x"
»  |     ^^^ expected \`u32\`, found \`&str\`

For more information about this error, try \`rustc --explain E0308\`.
error: could not compile \`shop\` (lib) due to 2 previous errors`,
  ],
  "a Rust test failure": [
    "cargo test",
    `
running 2 tests
test tests::error_is_fine ... ok
test tests::adds ... FAILED

failures:

»---- tests::adds stdout ----
»
»thread 'tests::adds' panicked at src/lib.rs:5:22:
»assertion \`left == right\` failed
»  left: 6
» right: 5
»note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace


failures:
    tests::adds

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

error: test failed, to rerun pass \`--lib\``,
  ],
  "gcc's errors with the function they are in": [
    "make",
    `
cc -Wall -c util.c
util.c:4:7: warning: unused variable 'error' [-Wunused-variable]
cc -Wall -c main.c
»main.c: In function 'main':
»main.c:5:16: error: 'totl' undeclared (first use in this function)
»    5 |   printf("%d", totl);
»      |                ^~~~
»main.c:5:16: note: each undeclared identifier is reported only once for each function it appears in
make: *** [Makefile:3: main.o] Error 1`,
  ],
  "a linker error": [
    "make",
    `
»/usr/bin/ld: main.o: in function \`main':
»main.c:(.text+0xa): undefined reference to \`total'
»collect2: error: ld returned 1 exit status
make: *** [Makefile:5: shop] Error 1`,
  ],
  "a CMake error": [
    "cmake -S . -B build",
    `
-- Detecting C compile features - done
»CMake Error at CMakeLists.txt:3 (find_package):
»  Could not find a package configuration file provided by "Boost"
»
»  If "Boost" provides a separate development package or SDK, be sure it has
»  been installed.


-- Configuring incomplete, errors occurred!`,
  ],
  "a googletest failure": [
    "ctest --output-on-failure",
    `
[ RUN      ] Cart.Total
»/home/runner/work/shop/shop/test/cart_test.cc:12: Failure
»Expected equality of these values:
»  cart.total()
»    Which is: 3
»  4
[  FAILED  ] Cart.Total (0 ms)
[==========] 2 tests from 1 test suite ran. (0 ms total)`,
  ],
  "MSVC errors": [
    "cmake --build build",
    `
  error_page.cpp
»D:\\a\\shop\\shop\\src\\cart.cpp(12,5): error C2065: 'totl': undeclared identifier [D:\\a\\shop\\shop\\build\\shop.vcxproj]
»D:\\a\\shop\\shop\\src\\cart.cpp(14,1): error C2143: syntax error: missing ';' before '}' [D:\\a\\shop\\shop\\build\\shop.vcxproj]`,
  ],
  "Kotlin errors before Gradle's": [
    "./gradlew build",
    `
> Task :compileJava
> Task :compileKotlin FAILED
»e: file:///home/runner/work/shop/shop/src/main/kotlin/Cart.kt:7:9 Unresolved reference: totl

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':compileKotlin'.
> Compilation error. See log for more details

* Try:
> Run with --stacktrace option to get the stack trace.

BUILD FAILED in 21s`,
  ],
  "a Gradle test failure": [
    "./gradlew test",
    `
> Task :test

ErrorPageTest > shows() PASSED

»CartTest > total() FAILED
»    org.opentest4j.AssertionFailedError: expected: <4> but was: <3>
»        at CartTest.total(CartTest.java:12)

2 tests completed, 1 failed

> Task :test FAILED

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':test'.
> There were failing tests. See the report at: file:///home/runner/work/shop/shop/build/reports/tests/test/index.html

BUILD FAILED in 9s`,
  ],
  "a .NET compile error": [
    "dotnet build",
    `
  Determining projects to restore...
»/home/runner/work/shop/shop/Cart.cs(12,20): error CS0103: The name 'totl' does not exist in the current context [/home/runner/work/shop/shop/Shop.csproj]

Build FAILED.

    0 Warning(s)
    1 Error(s)`,
  ],
  "a sanitizer's report up to its summary": [
    "ctest",
    `
30/61 Test #30: test_event .......................   Passed    0.26 sec
»=================================================================
»==4411==ERROR: AddressSanitizer: heap-use-after-free on address 0x603000001ab8 at pc 0x55d0 bp 0x7ffd sp 0x7ffd
»READ of size 8 at 0x603000001ab8 thread T0
»    #0 0x55d0c3b1f1 in xf::Node::next() const src/node.cpp:141:16
»
»0x603000001ab8 is located 8 bytes inside of 24-byte region
»freed by thread T0 here:
»    #0 0x55d0bf12e2 in operator delete(void*) (tests/dom_mutation+0xe12e2)
»
»SUMMARY: AddressSanitizer: heap-use-after-free src/node.cpp:141:16 in xf::Node::next() const
Shadow bytes around the buggy address:
  0x603000001a80: fa fa fd fd
==4411==ABORTING
        Start  32: test_beta
32/61 Test #32: test_beta .......................   Passed    0.72 sec`,
  ],
  "a Go test that hangs, with no more than its first goroutines": [
    "go test ./...",
    `
ok  	example.org/shop/errors	0.004s
»panic: test timed out after 10m0s
»running tests:
»	TestSnapshotTransfer (9m41s)
»
${[1, 2, 3].map((n) => `»goroutine ${n} [chan receive, 9 minutes]:\n»example.org/raft.run(0xc000)\n»	/src/raft/run.go:10 +0x1b`).join("\n»\n")}

goroutine 4 [select, 9 minutes]:
example.org/raft.run(0xc000)
	/src/raft/run.go:10 +0x1b
FAIL	example.org/raft	600.1s`,
  ],
  "a Rust panic, not the tests that passed after it": [
    "cargo nextest run",
    `
        PASS [   0.391s] blobd::route sorts
        FAIL [   0.088s] blobd::range suffix_range_past_end
»--- STDERR:              blobd::range suffix_range_past_end ---
»thread 'suffix_range_past_end' panicked at tests/range.rs:64:5:
»assertion \`left == right\` failed
»  left: 500
» right: 416
        PASS [   1.334s] blobd::backoff panic_frame_sorts
        PASS [   1.763s] blobd::bundle panic_volume_encodes`,
  ],
  "a failed Ginkgo spec, not the Go test that holds them all": [
    "ginkgo run ./test/e2e",
    `
  STEP: creating a listener pod - 03/04/25 10:09:02.7
»  [FAILED] Timed out after 90.001s.
»  Expected
»      <v1.PodPhase>: Pending
»  to equal
»      <v1.PodPhase>: Succeeded
»  In [It] at: /src/test/e2e/framework/pods.go:128 @ 03/04/25 10:10:32.8
------------------------------
Ran 21 of 24 Specs in 318.442 seconds
FAIL! -- 20 Passed | 1 Failed | 0 Pending | 3 Skipped
--- FAIL: TestE2E (318.44s)
FAIL`,
  ],
  "Clippy's errors, not what is compiled after them": [
    "cargo clippy -- -D warnings",
    `
    Checking wallet-core v0.4.0 (/home/runner/work/wallet/wallet/core)
»error: unused variable: \`retries\`
»  --> core/src/net.rs:31:9
»   |
»31 |     let retries = cfg.retries();
»   |         ^^^^^^^ help: if this is intentional, prefix it with an underscore: \`_retries\`

   Compiling bytes v0.2.15
error: could not compile \`wallet-core\` (lib) due to 1 previous error`,
  ],
  "what Terraform said under Terratest": [
    "go test ./test",
    `
TestQueueAlarm 2025-03-04T10:12:01Z logger.go:66: aws_sqs_queue.dlq: Creation complete after 26s
»TestQueueAlarm 2025-03-04T10:12:04Z logger.go:66: ╷
»TestQueueAlarm 2025-03-04T10:12:04Z logger.go:66: │ Error: creating CloudWatch Metric Alarm (jobs-age): ValidationError
»TestQueueAlarm 2025-03-04T10:12:04Z logger.go:66: │
»TestQueueAlarm 2025-03-04T10:12:04Z logger.go:66: │   on ../modules/alarm/main.tf line 9, in resource "aws_cloudwatch_metric_alarm" "this":
»TestQueueAlarm 2025-03-04T10:12:04Z logger.go:66: ╵
TestQueueAlarm 2025-03-04T10:12:05Z retry.go:91: terraform [destroy -auto-approve -input=false -lock=false]
--- FAIL: TestQueueAlarm (101.38s)`,
  ],
};

describe("evidence in logs of compiled languages", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });
});
