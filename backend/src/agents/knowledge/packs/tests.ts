import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** What the test found, in one line, where the runner prints it near. */
const DIFFERENCE =
  /^\s*(?:E\s+|>\s+)?(?:(?:[\w.]*(?:AssertionError|AssertionFailedError|ComparisonFailure|ExpectationNotMet\w*)\b.*?: )|Error: |assert(?:ion)? )(?<text>.+)$/;
/** What a Go test logged, before or after the word that it failed. */
const GO_MESSAGE = /^\s+\S+_test\.go:\d+:\s+(?<text>\S.*)$/;
const PYTHON_PLACE = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)|^(?<short>[\w./-]+\.py):(?<at>\d+): /;

interface Runner {
  id: string;
  tool: string;
  pattern: RegExp;
  confidence?: number;
  when?: (found: Found) => boolean;
}

function failing({ id, tool, pattern, confidence = 0.86, when }: Runner): Rule {
  return {
    id: `tests/${id}`,
    category: "test_failure",
    severity: "medium",
    confidence,
    pattern,
    explain(found) {
      if (when !== undefined && !when(found)) return null;
      const name = found.field("name") || found.field("other") || "a test";
      const difference = (found.below(DIFFERENCE, 30) ?? found.below(GO_MESSAGE, 6) ?? found.above(GO_MESSAGE, 12))
        ?.groups?.text;
      const place = testPlace(found);
      return {
        title: `The test ${name} fails${difference === undefined ? "" : `: ${difference.trim()}`}`,
        rootCause: `${tool} reports that what the program does and what the test expects differ${place}.`,
        remedy: {
          kind: "manual",
          summary: "Decide whether the program or the test is wrong",
          why: `The log shows the difference${difference === undefined ? "" : ` (${difference.trim()})`}; which side is right, only a person or a model can say.`,
        },
      };
    },
  };
}

function testPlace(found: Found): string {
  const groups = found.below(PYTHON_PLACE, 30)?.groups;
  const file = repositoryPath(groups?.file ?? groups?.short ?? "");
  return file === undefined ? "" : ` (${file}:${groups?.line ?? groups?.at})`;
}

/** Failing tests of many runners: what is right, only a person or a model can know. */
export const TESTS: readonly Rule[] = [
  failing({ id: "unittest", tool: "unittest", pattern: /^FAIL: (?<name>\S+) \(/ }),
  failing({ id: "pytest", tool: "pytest", pattern: /^_{3,} (?<name>(?!ERROR ).+?) _{3,}$/ }),
  failing({
    id: "pytest-summary",
    tool: "pytest",
    confidence: 0.8,
    pattern: /^(?:FAILED|ERROR) (?<name>[\w./-]+\.py::\S+)/,
  }),
  failing({ id: "go", tool: "go test", pattern: /^\s*--- FAIL: (?<name>\S+)/ }),
  failing({ id: "gotestsum", tool: "gotestsum", pattern: /^=== FAIL: (?<name>\S+ \S+)/ }),
  failing({ id: "ginkgo", tool: "Ginkgo", pattern: /\[(?:FAILED|FAIL)\] (?<name>[A-Z].+)/ }),
  failing({ id: "vitest", tool: "Vitest", pattern: /^\s?FAIL {1,2}(?<name>\S+\.[cm]?[jt]sx? > .+)/ }),
  failing({ id: "jest", tool: "Jest", pattern: /^\s{0,4}● (?<name>.+ › .+|(?!Console).+)$/, confidence: 0.84 }),
  failing({ id: "mocha", tool: "Mocha", pattern: /^\s+\d+ failing$/ }),
  failing({
    id: "playwright",
    tool: "Playwright",
    pattern: /^ {2}\d+\) (?<name>(?:\[[\w -]+\] › )?\S+\.(?:spec|test|e2e|cy)\.[cm]?[jt]sx?:\d+.*?)(?: ─+)?$/,
  }),
  failing({
    id: "node",
    tool: "node:test",
    pattern: /^\s*(?:not ok \d+ - (?<name>[^#]+)|✖ (?<other>(?!failing tests|\d+ problem).+?)(?: \([\d.]+m?s\))?$)/,
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
    when: (found) => found.above(/^Failures:$/, 4) !== undefined,
  }),
  failing({ id: "phpunit", tool: "PHPUnit", pattern: /^\d+\) (?<name>[\w\\]+::\w+)/ }),
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
