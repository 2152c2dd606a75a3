import type { ReducedLog } from "@pipewright/contract/reduced-log";

/** What runners say at the end of how many tests failed; the numbers of one line are added up. */
const SUMMARIES: readonly RegExp[] = [
  // pytest
  /^(?:=+ )?(?:(?<a>\d+) failed\b)?(?:[\d\w ,]*?)(?:, )?(?:(?<b>\d+) errors?)? in [\d.]+s\b/,
  // Jest and Vitest
  /^\s*Tests:? {2,}(?:.{0,40}\| )?(?<a>\d+) failed\b/,
  // Mocha, Playwright and Karma
  /^\s+(?<a>\d+) (?:failing|failed)(?: \([\d.]+m?s\))?$/,
  /Executed \d+ of \d+ .{0,20}\((?<a>\d+) FAILED\)/,
  // node:test
  /^(?:# |ℹ )fail (?<a>\d+)$/,
  // PHPUnit, unittest and Minitest
  /^Tests: \d+, Assertions: \d+(?:, Errors: (?<a>\d+))?(?:, Failures: (?<b>\d+))?/,
  /^FAILED \((?:failures=(?<a>\d+))?(?:, )?(?:errors=(?<b>\d+))?/,
  /^\d+ (?:runs|tests), \d+ assertions, (?<a>\d+) failures, (?<b>\d+) errors/,
  // RSpec, Surefire, Gradle
  /^\d+ examples?, (?<a>\d+) failures?/,
  /^(?:\[ERROR\] )?Tests run: \d+, Failures: (?<a>\d+), Errors: (?<b>\d+), Skipped: \d+$/,
  /^\d+ tests? completed, (?<a>\d+) failed/,
  // cargo, dotnet, GoogleTest, CTest, Ginkgo, gotestsum
  /^test result: FAILED\. \d+ passed; (?<a>\d+) failed;/,
  /^(?:Failed! +- )Failed: +(?<a>\d+), Passed:/,
  /^ (?<a>\d+) FAILED TESTS?$/,
  /tests passed, (?<a>\d+) tests? failed out of \d+/,
  /^FAIL! -- \d+ Passed \| (?<a>\d+) Failed/,
  /^DONE \d+ tests,(?: \d+ skipped,)? (?<a>\d+) failures? in /,
];

/** How many tests failed by the first summary at or below line `from`; 0 where none says. */
export function countFailedTests(log: ReducedLog, from: number): number {
  for (const { n, text } of log.lines) {
    if (n < from) continue;
    for (const summary of SUMMARIES) {
      const groups = summary.exec(text)?.groups;
      const count = Number(groups?.a ?? 0) + Number(groups?.b ?? 0);
      if (count > 0) return count;
    }
  }
  return 0;
}

/** How many different tests the kept lines of a test's block and of its siblings name by `heading`: at least so many failed. */
export function countNamedTests(log: ReducedLog, shape: string, heading: RegExp): number {
  const blocks = log.candidates.filter((each) => each.shape === shape);
  const names = new Set<string>();
  for (const { n, text } of log.lines) {
    if (!blocks.some(({ startLine, endLine }) => n >= startLine && n <= endLine)) continue;
    const groups = heading.exec(text.trimEnd())?.groups;
    const name = groups?.name ?? groups?.other;
    if (name !== undefined) names.add(name);
  }
  const all = [...names];
  return all.filter((name) => !all.some((other) => other.startsWith(`${name}/`))).length;
}

/** The title of one failing test, told as one of several: `several` says how many, like `4 tests`. */
export function titleAmongSeveral(title: string, several: string, isTest: boolean): string {
  return `${several} fail; ${isTest ? "the first" : "one of them"}: ${title.replace(/^The test /, "")}`;
}
