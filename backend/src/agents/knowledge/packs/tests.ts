import { manual, rerun } from "../remedies.ts";
import type { Rule } from "../rule.ts";

function failing(id: string, pattern: RegExp, tool: string): Rule {
  return {
    id: `tests/${id}`,
    category: "test_failure",
    severity: "medium",
    confidence: 0.85,
    pattern,
    explain(found) {
      const name = found.field("name").trim() || "a test";
      return {
        title: `The test ${name} fails`,
        rootCause: `${tool} reports a failed assertion: what the program does and what the test expects differ.`,
        remedy: manual(
          "Decide whether the program or the test is wrong",
          "The log shows the difference; which side is right, only a person or a model can say.",
        ),
      };
    },
  };
}

export const TESTS: Rule[] = [
  failing("unittest", /^FAIL: (?<name>\S+) \(/, "unittest"),
  failing("pytest", /^(?:FAILED|ERROR) (?<name>[\w./-]+\.py::\S+)/, "pytest"),
  failing("go", /^\s*--- FAIL: (?<name>\S+) \(/, "go test"),
  failing("vitest", /^\s*(?:FAIL|×|✗)\s+(?<name>[\w./-]+\.(?:test|spec)\.[cm]?[jt]sx?.*)/, "The test runner"),
  failing("jest", /^\s*● (?<name>.+ › .+)/, "jest"),
  failing("node", /^(?:not ok \d+ - (?<name>[^#]+)|✖ (?<other>.+) \([\d.]+ms\))/, "node:test"),
  failing("mocha", /^\s*\d+\) (?<name>[A-Z].+):$/, "mocha"),
  failing(
    "junit",
    /^\[?(?:ERROR|FAIL)\]?:?\s+(?<name>[\w.$]+(?:Test|IT|Tests)[\w.$]*)[:.][\w-]+:?\d*.*(?:expected|Expected|assert|FAILURE)/,
    "The test runner",
  ),
  failing("surefire", /^(?:\[ERROR\] )?Tests run: \d+, Failures: [1-9]\d*(?:.*- in (?<name>\S+))?/, "surefire"),
  failing("cargo", /^test (?<name>\S+) \.\.\. FAILED/, "cargo test"),
  failing("rspec", /^rspec (?<name>\.\/\S+:\d+)/, "RSpec"),
  failing(
    "assertion",
    /^(?:E\s+)?(?:AssertionError|java\.lang\.AssertionError|AssertionFailedError|ComparisonFailure)\b/,
    "The test runner",
  ),
  {
    id: "tests/ended-by-timeout",
    category: "timeout",
    severity: "medium",
    confidence: 0.8,
    pattern:
      /Process completed with exit code 124\b|The (?:job|operation|action) .{0,80}(?:exceeded the maximum execution time|timed out|has timed out)|^##\[error\].{0,60}timed? ?out after/i,
    explain: () => ({
      title: "The job was stopped because it took too long",
      rootCause: "A time limit ended it; the last line before that shows what it was doing.",
      remedy: manual(
        "Find out why it hangs",
        "A program that hangs hangs again; look at what ran last, or raise the limit if the work has grown.",
      ),
    }),
  },
  {
    id: "tests/marked-flaky",
    category: "flaky",
    severity: "low",
    confidence: 0.7,
    pattern: /\b(?:flaky test|known flake|FLAKY)\b/,
    explain: () => ({
      title: "A test that is known to be flaky failed",
      rootCause: "The log itself calls the test flaky.",
      remedy: rerun("Run the job again", "A flaky test can pass without a change."),
    }),
  },
];
