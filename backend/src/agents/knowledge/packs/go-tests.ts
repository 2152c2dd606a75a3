import type { Found, Rule } from "../rule.ts";
import { completeMessage } from "../test-message.ts";

/** What a test logged. A mock also logs the calls that came as expected. */
const LOGGED = /^\s+\S+\.go:\d+:\s+(?!PASS:|(?:INFO|DEBUG|info|debug)\b)(?<text>\S.*)$/;
const TESTIFY = /^\s+\tError: +\t(?<text>\S.*)$/;
/** Lines of a testify message after its first. */
const TESTIFY_REST = /^\s+\t {8,}\t(?<text>.*)$/;
/** Where another test, or the result of one, begins. */
const OTHER_TEST = /^(?:=== (?:RUN|NAME|CONT|PAUSE|FAIL|SKIP)|\s*--- (?:PASS|SKIP|FAIL)|ok\s|FAIL\b|DONE )/;
const TOP_LEVEL = /^(?:=== |--- (?:PASS|SKIP|FAIL)|ok\s|FAIL\b)/;
const RERUN = /^=== FAIL: (?<name>\S+ \S+) \(re-run \d+\)/;

/** What `go test` itself prints; the name is that of the innermost test that failed. */
export const GO_TEST: Rule = {
  id: "tests/go",
  category: "test_failure",
  severity: "medium",
  confidence: 0.86,
  pattern: /^\s*--- FAIL: (?<name>\S+)/,
  explain: (found) => explainFailure("go test", innermost(found), found),
};

/** What gotestsum prints; a test that a later run of the same job passed is not why it failed. */
export const GOTESTSUM: Rule = {
  id: "tests/gotestsum",
  category: "test_failure",
  severity: "medium",
  confidence: 0.86,
  pattern: /^=== FAIL: (?<name>\S+ \S+)/,
  explain(found) {
    const name = found.field("name");
    const all = [...found.linesAbove(), found.field("0"), ...found.linesBelow()];
    const again = all.flatMap((line) => RERUN.exec(line)?.groups?.name ?? []);
    if (again.length > 0 && !again.some((each) => each === name || each.startsWith(`${name}/`))) return null;
    return explainFailure("gotestsum", name, found);
  },
};

function innermost(found: Found): string {
  let name = found.field("name");
  for (const line of found.linesBelow(TOP_LEVEL)) {
    const inner = /^\s+--- FAIL: (?<name>\S+)/.exec(line)?.groups?.name;
    if (inner?.startsWith(`${name}/`)) name = inner;
  }
  return name;
}

function explainFailure(tool: string, name: string, found: Found): ReturnType<Rule["explain"]> {
  const message =
    loggedMessage(ownLines(found.linesBelow())) ?? loggedMessage(ownLines(found.linesAbove()).toReversed());
  const said = message === undefined ? "" : ` (${message})`;
  return {
    title: `The test ${name} fails${message === undefined ? "" : `: ${message}`}`,
    rootCause: `${tool} reports that what the program does and what the test expects differ.`,
    remedy: {
      kind: "manual",
      summary: "Decide whether the program or the test is wrong",
      why: `The log shows the difference${said}; which side is right, only a person or a model can say.`,
    },
  };
}

/** Up to another test; the heading of a test that failed within this one does not end it. */
function ownLines(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => OTHER_TEST.test(line) && !/^\s+--- FAIL/.test(line));
  return end < 0 ? [...lines] : lines.slice(0, end);
}

function loggedMessage(lines: readonly string[]): string | undefined {
  for (const [index, line] of lines.entries()) {
    const rest = lines.slice(index + 1);
    const testify = TESTIFY.exec(line)?.groups?.text;
    if (testify !== undefined) return completeMessage(testify, testifyRest(rest));
    const logged = LOGGED.exec(line)?.groups?.text;
    if (logged !== undefined) return completeMessage(logged, rest);
  }
  return undefined;
}

function testifyRest(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => !TESTIFY_REST.test(line));
  return lines.slice(0, end < 0 ? undefined : end).map((line) => TESTIFY_REST.exec(line)?.groups?.text ?? "");
}
