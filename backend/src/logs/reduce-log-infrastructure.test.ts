import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "a boxed Terraform error, not the warning before": [
    "terraform plan",
    `
╷
│ Warning: Argument is deprecated
│
│   with aws_s3_bucket.error_logs,
│   on main.tf line 3, in resource "aws_s3_bucket" "error_logs":
╵
»╷
»│ Error: Reference to undeclared input variable
»│
»│   on main.tf line 12, in resource "aws_instance" "web":
»│   12:   ami = var.amii
»│
»│ An input variable with the name "amii" has not been declared.
»╵`,
  ],
  "Terraform's diff of what is not formatted": [
    "terraform fmt -check -diff",
    `
main.tf
»--- old/main.tf
»+++ new/main.tf
»@@ -1,3 +1,3 @@
»-variable "a"   {
»+variable "a" {
»   type = string
» }`,
  ],
  "a plain Terraform error": [
    "terraform validate -no-color",
    `
»Error: Unsupported argument
»
»  on main.tf line 2, in resource "null_resource" "x":
»   2:   foo = 1`,
  ],
  "the failing step of an image, then what Docker says of it": [
    "docker build .",
    `
#1 [internal] load build definition from Dockerfile
#8 [4/5] RUN pip install -r requirements.txt
#8 1.204 Collecting flask==9.9.9
#8 1.311 ERROR: Could not find a version that satisfies the requirement flask==9.9.9 (from versions: 3.0.0)
#8 1.312 ERROR: No matching distribution found for flask==9.9.9
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
» > [4/5] RUN pip install -r requirements.txt:
»1.204 Collecting flask==9.9.9
»1.311 ERROR: Could not find a version that satisfies the requirement flask==9.9.9 (from versions: 3.0.0)
»1.312 ERROR: No matching distribution found for flask==9.9.9
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1`,
  ],
  "a script that may not be run": [
    "./build.sh",
    `
»/home/runner/work/_temp/7.sh: line 1: ./build.sh: Permission denied`,
  ],
  "a program that is not there": [
    "make lint",
    `
»/bin/sh: 1: golangci-lint: not found
make: *** [Makefile:4: lint] Error 127`,
  ],
  "a server that does not answer": [
    "./fetch.sh",
    `
Fetching fixtures
»curl: (22) The requested URL returned error: 503
»curl: (22) The requested URL returned error: 503`,
  ],
  "a full disk": [
    "./render.sh",
    `
rendering error tiles
»head: error writing 'standard output': No space left on device`,
  ],
  "a killed program": [
    "python3 index.py",
    `
indexed 1000 of 40000 documents
»/home/runner/work/_temp/d.sh: line 1: 10138 Killed                  python3 index.py`,
  ],
  "an RSpec failure": [
    "bundle exec rspec",
    `
..F

»Failures:
»
»  1) Cart adds up
»     Failure/Error: expect(cart.total).to eq(4)
»
»       expected: 4
»            got: 3
»
»     # ./spec/cart_spec.rb:7:in 'block (2 levels) in <top (required)>'

Finished in 0.01 seconds (files took 0.1 seconds to load)
3 examples, 1 failure

Failed examples:

rspec ./spec/cart_spec.rb:5 # Cart adds up`,
  ],
  "a setting that is missing": [
    "./publish.sh",
    `
Publishing the notes
»./publish.sh: line 7: PUBLISH_TOKEN: is not set, add it to the secrets of the repository`,
  ],
  "a failing test of a runner that nobody knows": [
    "./run_tests.sh",
    `
[PASS] failed login is reported
»[FAIL] total adds up: expected 4, got 3
[PASS] other
3 passed, 1 failed`,
  ],
  "a failing test with what it expected": [
    "./runtest",
    `
[ok]: errors are shown (1 ms)
[ok]: failed auth (2 ms)
»[err]: total adds up in tests/unit/cart.tcl
»Expected '3' to be equal to '4'
[ok]: other (1 ms)
Cleanup: may take some time... OK`,
  ],
  "a failing test behind dots": [
    "./test.sh",
    `
checking for strerror_r... failed
Test 1: errors ............ ok
»Test 2: total ............. FAILED
»  expected: 4
»  actual:   3
Test 3: other ............. ok
1 of 3 tests failed`,
  ],
  "a complaint in words that nobody knows, after what went well": [
    "./check.sh",
    `
checking 12 files
file a ok
»file c: tabs found
»1 problem`,
  ],
  "the first of two errors in a row, which is no exception after all": [
    "ct lint",
    `
»Error: failed linting charts: failed processing charts
failed linting charts: failed processing charts`,
  ],
  "an empty build step's word on the file that is missing": [
    "docker build .",
    `
#7 [3/4] COPY nosuch.txt /app/
»#7 ERROR: failed to calculate checksum of ref a1::c3: "/nosuch.txt": not found
------
 > [3/4] COPY nosuch.txt /app/:
------`,
  ],
  "the last error of a program that nobody knows": [
    "./tool sync",
    `
reading error-codes.csv
0 errors so far
»error: table "prices" has no column "currency"`,
  ],
  "an error that the CI system was told of": [
    "node check.js",
    `
»::error file=src/app.js,line=10::Missing license header`,
  ],
  "a chart that is not accepted": [
    "ct lint --config ct.yaml",
    `
Linting charts...
------------------------------------------------------------------------
 ✔︎ web => (version: "1.0.0", path: "charts/web")
» ✖︎ gateway => (version: "2.4.1", path: "charts/gateway") > chart version not ok. Needs a version bump!
------------------------------------------------------------------------
Error: failed linting charts: failed processing charts
failed linting charts: failed processing charts`,
  ],
  "a release that cannot be made": [
    "npx semantic-release",
    `
[9:10:12 AM] [semantic-release] › ✔  Loaded plugin "success"
[9:10:16 AM] [semantic-release] › ✘  Failed step "verifyConditions" of plugin "@semantic-release/npm"
»[9:10:16 AM] [semantic-release] › ✘  EINVALIDNPMTOKEN Invalid npm token.
»The npm token configured in the NPM_TOKEN environment variable must be valid.

Please make sure to set the NPM_TOKEN environment variable in your CI.

AggregateError:
    SemanticReleaseError: Invalid npm token.
        at getError (file:///home/runner/work/a/a/node_modules/@semantic-release/npm/lib/get-error.js:6:10)`,
  ],
  "what the failing step said after notes of a logger": [
    "go-licenses check ./...",
    `
W0412 10:11:58.000000    2101 library.go:101] "golang.org/x/codec" contains non-Go code that can't be inspected
»E0412 10:12:31.102214    2101 main.go:88] Not allowed license AGPL-3.0 found for library example.org/pdfkit/core`,
  ],
};

describe("evidence in logs of machines, shells and services", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });
});
