import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Says where a compiler stopped; its own words stand in the group `text`, or in a line `Error: ...` below. */
function compiler(id: string, pattern: RegExp): Rule {
  return {
    id: `languages/${id}`,
    category: "compile",
    severity: "high",
    confidence: 0.93,
    pattern,
    explain(found) {
      const text = found.field("text") || (found.below(/^(?:Fatal )?Error: (?<text>.+)/, 12)?.groups?.text ?? "");
      if (text === "") return null;
      const [file, line] = [found.field("file"), found.field("line")];
      return {
        title: file === "" ? text : `${file}:${line}: ${text}`,
        rootCause: "The compiler refuses the program.",
        remedy: {
          kind: "manual",
          summary: "Mend the compile error",
          why: "The log says what does not fit; what was meant, it does not.",
        },
      };
    },
  };
}

function testRunner(id: string, tool: string, pattern: RegExp): Rule {
  return told({
    id: `languages/${id}`,
    category: "test_failure",
    confidence: 0.88,
    pattern,
    title: "The test {name} fails",
    cause: `${tool} reports that what the program does and what the test expects differ.`,
    todo: "Decide whether the program or the test is wrong",
    why: "The log shows the difference; which side is right, only a person or a model can say.",
  });
}

/** Languages that have few tools of their own. */
export const LANGUAGES: readonly Rule[] = [
  compiler("dart", /^(?<file>\S+\.dart):(?<line>\d+):\d+: Error: (?<text>.+)/),
  compiler("ocaml", /^File "(?<file>[^"]+\.mli?)", lines? (?<line>\d+)[^:]*:$/),
  compiler(
    "elixir",
    /^\*\* \((?:CompileError|SyntaxError|TokenMissingError)\) (?:(?<file>\S+?):(?<line>\d+)\S* )?(?<text>.+)/,
  ),
  compiler("erlang", /^(?<file>\S+\.erl):(?<line>\d+)(?::\d+)?: (?<text>(?![Ww]arning).+)/),
  compiler("crystal", /^In (?<file>\S+\.cr):(?<line>\d+):\d+$/),
  compiler("nim", /^(?<file>\S+\.nim)\((?<line>\d+), \d+\) Error: (?<text>.+)/),
  compiler("fortran", /^(?<file>\S+\.(?:for|f77|f90|f95|f03|f08|F90)):(?<line>\d+):\d+:$/),
  compiler("verilog", /^%Error(?:-\w+)?: (?<file>\S+?):(?<line>\d+):\d+: (?<text>.+)/),
  compiler("latex", /^! (?<text>(?:LaTeX Error|Package |Undefined control|Missing |Emergency stop|Paragraph ended).+)/),
  testRunner("clojure-test", "clojure.test", /^(?:FAIL|ERROR) in \((?<name>[^)]+)\)/),
  testRunner("perl-test", "Test::More", /^\s*#\s+Failed test '(?<name>.+)'/),
  testRunner("busted", "busted", /^(?:Failure|Error) (?:→|->) (?<name>\S+ @ \d+)/),
  testRunner("eunit", "EUnit", /^\s*(?<name>\S+: \S+?)(?: \(.*\))?\.\.\.\*failed\*$/),
  testRunner("pester", "Pester", /^\s*\[-\] (?<name>.+?) \d+(?:\.\d+)?m?s\b/),
  testRunner("ert", "ERT", /^Test (?<name>\S+) condition:$/),
  testRunner("vader", "Vader", /^\s*\( ?\d+\/\d+\) \[[A-Z ]+\] \(X\) (?<name>.+)/),
  {
    id: "languages/ginkgo",
    category: "test_failure",
    severity: "medium",
    confidence: 0.9,
    pattern: /^\S{1,3} (?:\[(?:FAILED|PANICKED|TIMEDOUT)\] |(?:Failure|Panic)\b.{0,80} \[\d)/,
    explain(found) {
      const name = found.below(/^\s{0,40}(?<name>\S.{0,200}\[It\].{0,200})$/, 12)?.groups?.name;
      if (name === undefined) return null;
      return {
        title: `The test ${name} fails`,
        rootCause: "Ginkgo reports that what the program does and what the test expects differ.",
        remedy: {
          kind: "manual",
          summary: "Decide whether the program or the test is wrong",
          why: "The log shows the difference; which side is right, only a person or a model can say.",
        },
      };
    },
  },
  testRunner("gocheck", "gocheck", /^(?:FAIL|PANIC): \S+\.go:\d+: (?<name>\S+)/),
  testRunner("goconvey", "GoConvey", /^\s+\* (?<name>\S+_test\.go)$/),
  testRunner("gotestfmt", "go test", /^\s{2,8}❌ (?<name>\S+) \(\d/),
  testRunner("go-test-json", "go test", /^\{"Time":.*"Test":"(?<name>[^"]+)","Output":"\s*--- FAIL: /),
  testRunner("opa", "OPA", /^data\.(?<name>\S+): (?:FAIL|ERROR) \(/),
  testRunner("automake", "make check", /^(?:FAIL|XPASS): (?<name>[A-Za-z_./][\w./:-]*)$/),
  testRunner("meson-test", "meson test", /^\s*\d+\/\d+ (?<name>\S.*?)\s+(?:FAIL|TIMEOUT|ERROR)\s+[\d.]+\s?s\b/),
  told({
    id: "languages/goroutine-leak",
    category: "test_failure",
    confidence: 0.93,
    pattern: /^goleak: Errors on successful test run/,
    title: "The tests leave goroutines running",
    cause: "goleak finds goroutines that are still there when the tests have ended.",
    todo: "Stop what the tests start",
    why: "The stacks show where each was started; which of them should end, the log does not say.",
  }),
  told({
    id: "languages/nix-hash",
    category: "lockfile",
    confidence: 0.94,
    pattern: /hash mismatch in fixed-output derivation '(?:\/nix\/store\/\w{32}-)?(?<name>[^']+)'/,
    title: "Nix: {name} is not what its hash says",
    cause: "The source was moved without its hash, or was changed where it comes from.",
    todo: "Take over the new hash only when the source is the one you expect",
    why: "A changed source may be an attack; a person has to judge.",
  }),
  told({
    id: "languages/dead-link",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /^\s*\[✖\] (?<name>\S+)|^(?:\* )?\[(?:[45]\d\d|ERROR|TIMEOUT)\] \S*?(?<other>https?:\/\/\S+)/,
    title: "The link {name|other} leads nowhere",
    cause: "The link check got no page, or could not reach the server.",
    todo: "Correct or remove the link, or run again if the server was only away",
    why: "Where the page has gone, the log does not say.",
  }),
];
