import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

/** Whole logs of those that build for others, each with a prefix of its own before every line. */
const WHOLE_LOGS: Record<string, string> = {
  "Vercel, with the time before each line": `
09:31:17.656 > vite build
09:31:20.131 ✓ 158 modules transformed.
»09:31:20.138 error during build:
»09:31:20.139 [vite:esbuild] Transform failed with 1 error:
»09:31:20.139 /vercel/path0/src/cut.tsx:346:8: ERROR: The symbol "page" has already been declared
09:31:20.206 Error: Command "npm run build" exited with 1`,
  "Vercel as JSON, with a date": `
2025-09-13T10:04:56.060Z  ✓ Compiled successfully
2025-09-13T10:04:56.062Z Failed to compile.
2025-09-13T10:04:56.064Z
2025-09-13T10:04:56.065Z ./src/panel.tsx
2025-09-13T10:04:56.066Z 17:3  Warning: 'icon' is defined but never used.
2025-09-13T10:04:56.067Z
»2025-09-13T10:04:56.068Z ./src/back.tsx
»2025-09-13T10:04:56.069Z 43:3  Error: React Hook "useEffect" is called conditionally.
2025-09-13T10:04:56.070Z 53:6  Warning: React Hook useEffect has a missing dependency
2025-09-13T10:04:56.080Z Error: Command "npm run build" exited with 1`,
  "one who cut the times to seconds": `
2024-01-15T02:14:00Z ##[group]Run npm ci
2024-01-15T02:14:00Z npm ci
2024-01-15T02:14:00Z shell: /usr/bin/bash -e {0}
2024-01-15T02:14:00Z ##[endgroup]
»2024-01-15T02:14:07Z npm error code ERESOLVE
»2024-01-15T02:14:07Z npm error ERESOLVE could not resolve
»2024-01-15T02:14:07Z npm error
»2024-01-15T02:14:07Z npm error peer react@"^17.0.0" from @shop/utils@1.2.3
2024-01-15T02:14:08Z Error: Process completed with exit code 1.`,
  "Earthly, with the name of the target": `
              +test | mix test
              +test | ....
»              +test |   1) test logs the call (Shop.LogTest)
»              +test |      test/log_test.exs:79
»              +test |      Assertion with =~ failed
»              +test |      left:  "a"
»              +test |      right: "b"
              +test | ....
              +test | 40 tests, 1 failure`,
  "Google Cloud Build, with the number of the step": `
Starting Step #2 - "plan"
Step #2 - "plan": Already have image: terraform:1.9
»Step #2 - "plan": │ Error: Unsupported argument
»Step #2 - "plan": │
»Step #2 - "plan": │   on main.tf line 4, in module "ops":
»Step #2 - "plan": │ An argument named "region" is not expected here.
Finished Step #2 - "plan"
ERROR
ERROR: build step 2 "terraform:1.9" failed: step exited with non-zero status: 1`,
  "Dependabot, which ends with a table": `
updater | 2026/07/14 12:00:03 INFO <job_1> Starting job processing
  proxy | 2026/07/14 12:00:04 [902] 204 /update_jobs/1/record_update_job_error
updater | 2026/07/14 12:00:04 INFO <job_1> Finished job processing
Dependabot encountered '1' error(s) during execution, please check the logs for more details.
»+-----------------------------------------------------------------+
»|                             Errors                              |
»+------------------------------+----------------------------------+
»| Type                         | Details                          |
»| security_update_not_possible |   "dependency-name": "postcss"   |
»+------------------------------+----------------------------------+
Failure running container 31bb: Error: The updater encountered one or more errors.`,
  "Dependabot, where nothing could be updated": `
Dependabot encountered '1' error(s) during execution, please check the logs for more details.
»+-------------------------------------------------------------------+
»|                   Dependencies failed to update                   |
»+------------+----------------------------+-------------------------+
»| Dependency | Error Type                 | Error Details           |
»| picomatch  | tool_feature_not_supported | "tool-name": "pnpm"     |
»+------------+----------------------------+-------------------------+
##[error]Dependabot encountered an error performing the update`,
  "Azure with the time of `ts` and of Maven": `
Jun 08 03:39:45 03:39:45.258 [INFO] Results:
»Jun 08 03:39:45 03:39:45.258 [ERROR] Failures:
»Jun 08 03:39:45 03:39:45.259 [ERROR]   OperatorTest.testDrain:254
»Jun 08 03:39:45 expected: 1
»Jun 08 03:39:45  but was: 0
Jun 08 03:39:45 03:39:45.259 [INFO]
Jun 08 03:39:45 03:39:45.259 [ERROR] Tests run: 109933, Failures: 1, Errors: 0, Skipped: 356
Jun 08 03:39:45 03:39:45.261 [INFO] Shop : Core ....................................... SUCCESS [ 59.233 s]`,
  "fastlane, which names the level": `
INFO [2022-02-17 12:24:09.92]: ▸ Test Case '-[Shop.CartTests test_opens]' started.
»INFO [2022-02-17 12:24:11.47]: ▸ /src/Spec/CartTests.swift:536: error: -[Shop.CartTests test_opens] : expected to equal <2>, got <1>
Test Suite 'All tests' failed at 2022-02-17 12:30:21.835.
ERROR [2022-02-17 12:30:27.99]: Exit status: 65`,
};

const STEPS: Record<string, [command: string, output: string]> = {
  "what knip finds": [
    "bun run check:unused",
    `
$ knip
»Unused exported types (2)
»Probe interface apps/agent/src/wait.ts:16:18
»Outcome type apps/agent/src/wait.ts:28:13
error: script "check:unused" exited with code 1`,
  ],
  "a warning of the Dart analyzer among many notes": [
    "flutter analyze",
    `
Analyzing shop...
   info • Unnecessary use of double quotes • lib/a.dart:259:42 • prefer_single_quotes
»warning • The asset file 'a.json' doesn't exist • pubspec.yaml:124:7 • asset_does_not_exist
   info • Use 'const' with the constructor • test/a_test.dart:111:24 • prefer_const_constructors
   info • Use 'const' with the constructor • test/a_test.dart:118:24 • prefer_const_constructors

1042 issues found. (ran in 25.9s)`,
  ],
  "notes of the Dart analyzer, where there is nothing else": [
    "dart analyze --fatal-infos",
    `
Analyzing shop...
»   info • Unnecessary use of 'unawaited'. Try removing it • lib/a.dart:25:42 • unnecessary_unawaited
»   info • Unnecessary use of 'unawaited'. Try removing it • lib/b.dart:30:12 • unnecessary_unawaited

2 issues found. (ran in 32.6s)`,
  ],
  "violations of PMD, not the task that failed": [
    "./gradlew pmdMain",
    `
> Task :client:checkstyleTest
»/home/runner/work/a/a/src/main/java/net/Panel.java:154:\tUnnecessaryFullyQualifiedName:\tUnnecessary qualifier
»/home/runner/work/a/a/src/main/java/net/Panel.java:160:\tUnusedPrivateField:\tAvoid unused private fields such as 'x'.
> Task :client:pmdMain FAILED`,
  ],
  "a wrong hash in Nix, not what could not be built without it": [
    "nix build",
    `
building '/nix/store/aaa-src.drv'...
»error: hash mismatch in fixed-output derivation '/nix/store/aaa-src.drv':
»         specified: sha256-AAAA=
»            got:    sha256-BBBB=
error: Cannot build '/nix/store/bbb-app.drv'.
       Reason: 1 dependency failed.`,
  ],
  "broken links in Docusaurus": [
    "pnpm build",
    `
✔ Client: Compiled successfully in 31.76s
»[ERROR] Unable to build website for locale en.
»[ERROR] Error: Docusaurus found broken links!
»
»Exhaustive list of all broken links found:
»
»- On source page path = /docs/ssh:
»   -> linking to ../config.yml (resolved as: /config.yml)
 ELIFECYCLE  Command failed with exit code 1.`,
  ],
  "a plugin that protoc does not find": [
    "make proto",
    `
protoc --go_out=gen proto/a.proto
»protoc-gen-go: program not found or is not executable
»Please specify a program using absolute path or make sure the program is available in your PATH system variable
»--go_out: protoc-gen-go: Plugin failed with status code 1.
make: *** [Makefile:22: proto] Error 1`,
  ],
  "suites that failed in sbt, where no assertion is shown": [
    "sbt test",
    `
[info] Passed: Total 1701, Failed 0, Errors 0, Passed 1701
[error] Failed tests:
»[error] \tcats.tests.EqSuite
»[error] \tcats.tests.KleisliSuite
[error] (tests / Test / test) sbt.TestsFailedException: Tests unsuccessful
[error] Total time: 136 s`,
  ],
  "a Terraform acceptance test that others talked into": [
    "go test -v ./...",
    `
=== RUN   TestAccInstall
»    install_test.go:14: Step 1/3 error: After applying this test step, the non-refresh plan was not empty.
»        stdout:
»
»        Plan: 0 to add, 1 to change, 0 to destroy.
🔥 Deleting pods in cilium-test namespace...
--- FAIL: TestAccInstall (87.36s)
FAIL`,
  ],
  "what cargo audit finds, not what it allows": [
    "cargo audit",
    `
    Scanning Cargo.lock for vulnerabilities (797 crate dependencies)
»Crate:     ring
»Version:   0.16.20
»Title:     Some AES functions may panic when overflow checking is enabled.
»ID:        RUSTSEC-2025-0009
»Solution:  Upgrade to >=0.17.12
Dependency tree:
ring 0.16.20
└── rcgen 0.11.3

Crate:     paste
Version:   1.0.15
Warning:   unmaintained
Title:     paste - no longer maintained

error: 1 vulnerability found!
warning: 21 allowed warnings found`,
  ],
  "the tests that nextest lists, where their output is gone": [
    "cargo nextest run",
    `
        PASS [   0.005s] (838/838) serde::tests roundtrip
────────────
     Summary [   4.238s] 838 tests run: 836 passed, 2 failed, 0 skipped
»        FAIL [   0.575s] (318/838) elixir::interop echo_atom
»        FAIL [   0.580s] (319/838) elixir::interop echo_string
error: test run failed`,
  ],
  "a compiler error that mise puts the task's name before": [
    "mise run lint",
    `
[lint] $ cargo clippy -- -D warnings
[lint]     Checking app v0.1.0
»[lint] error: unused variable: \`x\`
»[lint]  --> src/main.rs:2:9
»[lint]   |
»[lint] 2 |     let x = 42;
»[lint]   |         ^ help: prefix it with an underscore
[lint]
[lint] error: could not compile \`app\` (bin "app") due to 1 previous error`,
  ],
  "a subtest of unittest that fails in pytest": [
    "pytest",
    `
..............................                                           [100%]
=================================== FAILURES ===================================
»_ TestWizard.test_all_create_session (wizard='enrollment_conversion') _
»
»    def test_all_create_session(self):
»>               self._assert_201(description, url)
»
»tests/test_wizard.py:157:
»_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
»tests/test_wizard.py:145: in _assert_201
»    self.assertEqual(
»E   AssertionError: 403 != 201
=========================== short test summary info ============================
SUBFAILED(wizard='enrollment_conversion') tests/test_wizard.py::TestWizard::test_all_create_session - AssertionError
1 failed, 30 passed in 65.93s`,
  ],
  "a package of Go that does not build, where its compiler error is gone": [
    "go test ./...",
    `
ok  \texample.com/a/rpc\t4.307s
»FAIL\texample.com/a/task [build failed]
ok  \texample.com/a/text\t0.367s
FAIL`,
  ],
  "an assertion of Gomega, not the names of the tests below what was cleaned up": [
    "go test ./e2e/...",
    `
service/nginx created
=== NAME  TestGateway
»    suite.go:181:
»        Timed out after 30.000s.
»        Failed to get pod logs
»        Unexpected error:
»            <*exec.ExitError | 0xc0006f6660>:
»            exit status 1
»        occurred
service "nginx" deleted
--- FAIL: TestGateway (94.21s)
    --- FAIL: TestGateway/LeaderElection (60.33s)
FAIL
FAIL\texample.com/shop/e2e\t94.402s`,
  ],
  "what a Kubernetes program said before it gave up": [
    "./hack/test-integration.sh",
    `
I0509 18:45:17.837925   11397 manager.go:223] Status for pod "nginx" updated successfully
»F0509 18:45:18.441385   11397 integration.go:848] FAILED: unexpected endpoints: timed out
!!! Error in ./hack/test-integration.sh:57
  'KUBE_API_VERSIONS="v1" "\${KUBE_OUTPUT_HOSTBIN}/integration"' exited with status 255`,
  ],
  "a chart that did not come up, not what chart-testing says of it": [
    "ct install",
    `
Installing chart 'bin => (version: "0.7.0", path: "bin")'...
»Error: timed out waiting for the condition
==> Events of namespace bin-79b
 ✖︎ bin => (version: "0.7.0", path: "bin") > Error waiting for process: exit status 1
Error: Error installing charts: Error processing charts`,
  ],
  "a test module that stands twice": [
    "pytest",
    `
==================================== ERRORS ====================================
»_ ERROR collecting build/lib.linux-x86_64-cpython-310/shop/graphs/tests/test_algorithms.py _
»import file mismatch:
»imported module 'shop.graphs.tests.test_algorithms' has this __file__ attribute:
»  /home/runner/work/shop/shop/graphs/tests/test_algorithms.py
=========================== short test summary info ============================
ERROR build/lib.linux-x86_64-cpython-310/shop/graphs/tests/test_algorithms.py`,
  ],
  "a folder in which make finds nothing to do": [
    "make",
    `
make[2]: Entering directory '/src/tools'
»make[3]: *** No targets specified and no makefile found.  Stop.
make[2]: *** [/src/tools/Makefile:13: all] Error 2`,
  ],
  "a failing test of Gradle as Windows prints it": [
    "./gradlew.bat test",
    `
»com.example.StepFactoryTest usesDefaultDirectory() FAILED
»
»  java.util.NoSuchElementException: Resolved to an empty result
»      at com.example.StepFactoryTest.receives(StepFactoryTest.java:121)

FAILURE: Executed 233 tests in 7m 10s (6 failed, 2 skipped)`,
  ],
  "what Pulumi could not compile": [
    "pulumi up --yes",
    `
    pulumi:pulumi:Stack shop-dev  error: error in compiling Go: exit status 1
»Diagnostics:
»  pulumi:pulumi:Stack (shop-dev):
»    # example.com/shop/lib
»    ./stack.go:563:15: undefined: s3.NewBucketVersioning
»    error: error in compiling Go: exit status 1`,
  ],
  "what buf finds below its advice": [
    "buf lint",
    `
WARN\tCategory DEFAULT referenced in your buf.yaml is deprecated.
\tWe recommend replacing DEFAULT in your buf.yaml.
»shop/v1/fx.proto:8:1:Import "shop/v1/common.proto" is unused.
»shop/v1/import.proto:7:1:Import "shop/v1/common.proto" is unused.`,
  ],
  "what is said below a banner": [
    "npm run deploy",
    `
❯ Install ingress controller
*********************************** ERROR ****************************************
»Error deploying explorer: Helm command failed with exit code 1: release name is too long`,
  ],
  "what Apache Yetus votes against": [
    "yetus",
    `
##[error]mvninstall:/src/shaded/target/shaded-2.5.16.jar
+---------------------------------------------------------------------------
|   0  |        mvndep  |   0m 17s   | Maven dependency ordering for patch
»|  -1  |    mvninstall  |   3m 14s   | root in the patch failed.
|  +1  |          unit  |   0m 18s   | http in the patch passed.`,
  ],
  "what a script of the project's own checks": [
    "./check-docs.sh",
    `
✅ docs/html/index.html
»❌ docs/html/modules.html missing`,
  ],
  "a lock file that Bundler may not change": [
    "bundle install",
    `
Fetching gem metadata from the index...
»You are trying to install in deployment mode after changing
»your Gemfile. Run \`bundle install\` elsewhere and add the
»updated Gemfile.lock to version control.`,
  ],
};

function bestOf(log: string) {
  const [best] = reduceLog(log).candidates;
  return best && { startLine: best.startLine, endLine: best.endLine };
}

describe("evidence in logs of build hosts", () => {
  it.each(Object.entries(WHOLE_LOGS))("is found in that of %s", (_name, marked) => {
    const { text, first, last } = readMarkedLog(marked);
    expect(bestOf(text)).toEqual({ startLine: first, endLine: last });
  });

  it("is the end of a script that said nothing", () => {
    const log = asGitHubJob("./find-scheme.sh", "");
    const exit = log.split("\n").findIndex((line) => line.includes("Process completed")) + 1;
    expect(bestOf(log)).toEqual({ startLine: exit, endLine: exit });
  });
});

describe("evidence of tools of one language", () => {
  it.each(Object.entries(STEPS))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    expect(bestOf(text)).toEqual({ startLine: first, endLine: last });
  });
});
