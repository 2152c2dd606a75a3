import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";
import { messageOfTest } from "../test-message.ts";
import { told } from "../told-rule.ts";
import { GO_TEST, GOTESTSUM } from "./go-tests.ts";

const PYTHON_PLACE = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)|^(?<short>[\w./-]+\.py):(?<at>\d+): /;

interface Runner {
  id: string;
  tool: string;
  pattern: RegExp;
  confidence?: number;
  when?: (found: Found) => boolean;
  /** Finds the test's name below the line, where the line itself does not say it. */
  nameBelow?: RegExp;
  /** Where the lines of this test end. Default: where the pattern matches again. */
  next?: RegExp;
}

function failing({ id, tool, pattern, confidence = 0.86, when, nameBelow, next = pattern }: Runner): Rule {
  return {
    id: `tests/${id}`,
    category: "test_failure",
    severity: "medium",
    confidence,
    pattern,
    explain(found) {
      if (when !== undefined && !when(found)) return null;
      const below = nameBelow && found.below(nameBelow, 4)?.groups?.name;
      const name = found.field("name") || found.field("other") || below;
      const difference = found.field("text") || messageOfTest(found.linesBelow(next));
      const place = testPlace(found);
      return {
        title: `${name ? `The test ${name}` : "A test"} fails${difference === undefined ? "" : `: ${difference}`}`,
        rootCause: `${tool} reports that what the program does and what the test expects differ${place}.`,
        remedy: {
          kind: "manual",
          summary: "Decide whether the program or the test is wrong",
          why: `The log shows the difference${difference === undefined ? "" : ` (${difference})`}; which side is right, only a person or a model can say.`,
        },
      };
    },
  };
}

function testPlace(found: Found): string {
  const groups = found
    .linesBelow()
    .map((line) => PYTHON_PLACE.exec(line)?.groups)
    .find((each) => each !== undefined);
  const file = repositoryPath(groups?.file ?? groups?.short ?? "");
  return file === undefined ? "" : ` (${file}:${groups?.line ?? groups?.at})`;
}

/** Failing tests of many runners: what is right, only a person or a model can know. */
export const TESTS: readonly Rule[] = [
  failing({
    id: "unittest",
    tool: "unittest",
    pattern: /^FAIL: (?<name>(?!\/\/)\S+) \(/,
    next: /^(?:FAIL|ERROR): \S+ \(/,
  }),
  failing({ id: "bazel", tool: "Bazel", pattern: /^FAIL: (?<name>\/\/\S+) \(/ }),
  failing({
    id: "pytest",
    tool: "pytest",
    pattern: /^_{3,} (?<name>(?!ERROR ).+?) _{3,}$/,
    next: /^(?:_{3,} .+ _{3,}|-{3,} Captured .+)$/,
  }),
  failing({
    id: "pytest-summary",
    tool: "pytest",
    confidence: 0.8,
    pattern: /^(?:FAILED|ERROR) (?<name>[\w./-]+\.py::\S+)(?: - (?<text>.+))?/,
  }),
  GO_TEST,
  GOTESTSUM,
  failing({ id: "ginkgo", tool: "Ginkgo", pattern: /\[(?:FAILED|FAIL)\] (?<name>[A-Z].+)/ }),
  failing({ id: "vitest", tool: "Vitest", pattern: /^\s?FAIL {1,2}(?<name>\S+\.[cm]?[jt]sx? > .+)/ }),
  failing({
    id: "jest",
    tool: "Jest",
    pattern: /^\s{0,4}● (?<name>.+ › .+|(?!Console|Test suite failed to run).+)$/,
    confidence: 0.84,
  }),
  failing({
    id: "mocha",
    tool: "Mocha",
    pattern: /^\s+\d+ failing$/,
    nameBelow: /^\s+1\) (?<name>\S.*?):?$/,
    next: /^\s+2\) \S/,
  }),
  failing({
    id: "jasmine",
    tool: "Jasmine",
    pattern: /^\d{1,5}\) (?<name>\S.*)$/,
    when: (found) => found.below(/^\s+Message:$/, 1) !== undefined,
  }),
  failing({
    id: "karma",
    tool: "Karma",
    pattern: /^(?:Chrome|Firefox|HeadlessChrome|ChromeHeadless|Safari|Edge)\w* .{1,80}\) (?<name>\S.*) FAILED$/,
    when: (found) => !found.field("name").startsWith("Executed"),
  }),
  failing({ id: "bun", tool: "Bun", pattern: /^[✗✘] (?<name>\S.*?) \[[\d.]+m?s\]$/ }),
  failing({
    id: "playwright",
    tool: "Playwright",
    pattern: /^ {2}\d+\) (?<name>(?:\[[\w -]+\] › )?\S+\.(?:spec|test|e2e|cy)\.[cm]?[jt]sx?:\d+.*?)(?: ─+)?$/,
  }),
  failing({
    id: "node",
    tool: "node:test",
    pattern:
      /^\s*(?:not ok \d+ - (?<name>[^#]+)|✖ (?<other>(?!failing tests|\d+ problem|\d+ of \d+ failed).+?)(?: \([\d.]+m?s\))?$)/,
  }),
  failing({
    id: "surefire",
    tool: "Surefire",
    pattern:
      /^(?:\[ERROR\] )?(?<name>[\w.$]+(?:\([^()]{1,200}\))?)\s+(?:-- )?Time elapsed: .{1,60}<<< (?:FAILURE|ERROR)!/,
  }),
  failing({
    id: "surefire-class",
    tool: "Surefire",
    confidence: 0.8,
    pattern: /^(?:\[ERROR\] )?Tests run: .*<<< FAILURE!(?: -+ in (?<name>\S+))?/,
  }),
  failing({
    id: "gradle",
    tool: "Gradle",
    pattern: /^(?<name>\S.{0,200} > .+) FAILED$/,
    when: (found) => !found.field("name").startsWith("> Task"),
  }),
  failing({ id: "cargo", tool: "cargo test", pattern: /^---- (?<name>\S+) std(?:out|err) ----$/ }),
  failing({ id: "googletest", tool: "GoogleTest", pattern: /^(?:\d+: )?\[ {2}FAILED {2}\] (?<name>[\w/.]+)/ }),
  failing({
    id: "googletest-place",
    tool: "GoogleTest",
    confidence: 0.8,
    pattern: /^(?:\d+: )?\S*?(?<name>[\w.+-]+\.(?:cc|cpp|cxx):\d+): Failure$/,
  }),
  failing({
    id: "ctest",
    tool: "CTest",
    pattern:
      /^\s+\d+ - (?<name>\S+) \((?:Failed|Subprocess aborted|SEGFAULT|Timeout)\)|Test +#\d+: (?<other>\S+) \.*\s*\*\*\*/,
  }),
  failing({
    id: "rspec",
    tool: "RSpec",
    pattern: /^\s+1\) (?<name>[A-Z#].+)$/,
    next: /^\s+2\) \S/,
    when: (found) => found.above(/^Failures:$/, 4) !== undefined,
  }),
  failing({ id: "phpunit", tool: "PHPUnit", pattern: /^\d+\) (?<name>[\w\\]+::\w+)/ }),
  failing({ id: "phpunit-testdox", tool: "PHPUnit", pattern: /^ [✘✗] (?<name>\S.*)$/ }),
  failing({ id: "pest", tool: "Pest", pattern: /^\s{2,}FAILED {2,}(?<name>\S.* > .+)$/ }),
  failing({ id: "minitest", tool: "Minitest", pattern: /^(?<name>[\w:]+#test_\w+)(?: \[|:$)/ }),
  failing({ id: "scalatest", tool: "ScalaTest", pattern: /^\[info\]\s+(?:- )?(?<name>\S.*?) \*\*\* FAILED \*\*\*/ }),
  failing({
    id: "exunit",
    tool: "ExUnit",
    pattern: /^\s{2}\d{1,4}\) (?:test|doctest|property) (?<name>.+ \([\w.]+\))$/,
  }),
  failing({ id: "dart", tool: "dart test", pattern: /^\d\d:\d\d \+\d+(?: ~\d+)? -\d+: (?<name>.+) \[E\]$/ }),
  failing({
    id: "flutter",
    tool: "flutter test",
    confidence: 0.9,
    pattern: /^The test description was:$/,
    nameBelow: /^\s+(?<name>\S.*)$/,
  }),
  failing({ id: "julia", tool: "Julia", pattern: /^(?<name>\S.{0,200}): Test Failed at / }),
  failing({ id: "testthat", tool: "testthat", pattern: /^\s*── (?:Failure|Error) \(.+?\): (?<name>\S.*?)[ ─]*$/ }),
  told({
    id: "tests/coverage",
    category: "test_failure",
    severity: "low",
    confidence: 0.93,
    pattern:
      /[Cc]overage threshold for (?<what>\w+) \((?<want>[\d.]+)%\) not met: (?<have>[\d.]+)%|Coverage for \w+ \((?<have2>[\d.]+)%\) does not meet .{0,80}\((?<want2>[\d.]+)%\)|Required test coverage of (?<want3>[\d.]+)% not reached\. Total coverage: (?<have3>[\d.]+)%/,
    title: "The tests cover {have|have2|have3}% of the code, and {want|want2|want3}% are asked for",
    cause: "All tests may have passed: too little of the code is run by them.",
    todo: "Test what was added, or lower the limit",
    why: "Which of the two is a decision.",
  }),
  failing({ id: "dotnet", tool: "dotnet test", pattern: /^\s*Failed (?<name>[\w.]+\S*) \[\d/ }),
  failing({
    id: "assertion",
    tool: "The test runner",
    confidence: 0.72,
    pattern:
      /^(?:E\s+)?(?:[\w.]*(?:AssertionError|AssertionFailedError|ComparisonFailure))(?: \[\w+\])?(?:: (?<text>.+))?$/,
  }),
  told({
    id: "tests/marked-flaky",
    category: "flaky",
    severity: "low",
    confidence: 0.9,
    pattern: /\b(?:known flak[ey]|marked (?:as )?flaky|is flaky)\b/i,
    title: "A test that is known to be flaky failed",
    cause: "The log itself calls the test flaky.",
    kind: "rerun",
    todo: "Run the job again",
    why: "A flaky test can pass without a change.",
  }),
];
