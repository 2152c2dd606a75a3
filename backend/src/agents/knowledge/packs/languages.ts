import { quoteShell } from "../quote-shell.ts";
import { manual, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Rule } from "../rule.ts";

function compileError(id: string, language: string, pattern: RegExp): Rule {
  return {
    id,
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern,
    explain(found) {
      const place = [found.field("file").split("/").slice(-3).join("/"), found.field("line")].filter(Boolean).join(":");
      return {
        title: `${place ? `${place}: ` : ""}${found.field("text").trim()}`,
        rootCause: `The ${language} compiler refuses the program.`,
        remedy: manual("Mend the compile error", "The log says what does not fit; what was meant, it does not."),
      };
    },
  };
}

export const LANGUAGES: Rule[] = [
  {
    id: "go/missing-go-sum",
    category: "lockfile",
    severity: "medium",
    confidence: 0.97,
    pattern:
      /missing go\.sum entry for (?:module providing package |go\.mod file)?(?<name>\S+)?|go: updates to go\.(?:mod|sum) needed/,
    explain: (found) => ({
      title: found.field("name")
        ? `go.sum has no entry for \`${found.field("name")}\``
        : "go.mod and go.sum do not match the imports",
      rootCause: "A module was added or moved without its checksums, and Go refuses to build what it cannot check.",
      remedy: script("Run go mod tidy", "It writes go.mod and go.sum as the imports need them.", ["go mod tidy"], {
        network: true,
      }),
    }),
  },
  {
    id: "go/missing-module",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern: /no required module provides package (?<name>[\w./-]+)/,
    explain: (found) => ({
      title: `No module in go.mod provides \`${found.field("name")}\``,
      rootCause: "A package is imported that go.mod does not know.",
      remedy: script("Run go mod tidy", "It adds the module that provides the package.", ["go mod tidy"], {
        network: true,
      }),
    }),
  },
  {
    id: "go/format",
    category: "format",
    severity: "low",
    confidence: 0.85,
    pattern: /File is not (?:properly )?(?:`?gofmt`?|gofumpt|goimports)-?(?:ed|formatted)?|not gofmt'?ed/i,
    explain: () => ({
      title: "Go files are not formatted",
      rootCause: "gofmt would write them differently.",
      remedy: script("Run gofmt", "The formatter changes layout only.", ["gofmt -w ."]),
    }),
  },
  compileError("go/compile", "Go", /^(?:#\s)?(?<file>[\w./-]+\.go):(?<line>\d+):\d+: (?<text>(?!missing go\.sum).+)/),
  compileError(
    "rust/compile",
    "Rust",
    /^error(?:\[E\d+\])?: (?<text>(?!could not compile|aborting|process didn't|test failed).+)/,
  ),
  compileError("java/maven-compile", "Java", /^\[ERROR\] (?<file>\S+\.(?:java|kt)):\[(?<line>\d+),\d+\] (?<text>.+)/),
  compileError(
    "java/javac",
    "Java",
    /^(?:e: )?(?<file>\S+\.(?:java|kt)):(?<line>\d+)(?::\d+)?:? (?:error: )(?<text>.+)/,
  ),
  compileError(
    "c/compile",
    "C or C++",
    /^(?<file>[\w./+-]+\.(?:c|cc|cpp|cxx|h|hpp)):(?<line>\d+):(?:\d+:)? (?:fatal )?error: (?<text>.+)/,
  ),
  compileError(
    "c/link",
    "C or C++",
    /(?<text>undefined reference to .+|ld: symbol\(s\) not found.*|cannot find -l\S+)/,
  ),
  compileError(
    "dotnet/compile",
    ".NET",
    /^(?<file>[^(]+\.(?:cs|vb|fs))\((?<line>\d+),\d+\): error (?<text>\w+\d+: .+)/,
  ),
  {
    id: "java/dependency",
    category: "dependency",
    severity: "high",
    confidence: 0.9,
    pattern:
      /Could not (?:resolve|find artifact|find) (?<name>[\w.-]+:[\w.-]+:\S+)|Could not resolve dependencies for project/,
    explain: (found) => ({
      title: found.field("name")
        ? `The artifact \`${found.field("name")}\` cannot be had`
        : "Dependencies of the project cannot be resolved",
      rootCause: "No repository that the build asks has the artifact, or it could not be reached.",
      remedy: manual("Check the version and the repositories", "The log does not say which version exists."),
    }),
  },
  {
    id: "make/missing-separator",
    category: "configuration",
    severity: "medium",
    confidence: 0.95,
    pattern: /^(?<file>[\w./-]*(?:[Mm]akefile|\.mk)):(?<line>\d+): \*\*\* missing separator/,
    explain(found) {
      const file = repositoryPath(found.field("file"));
      if (file === undefined) return null;
      const path = quoteShell(file);
      return {
        title: `${file}:${found.field("line")} is indented with spaces where make needs a tab`,
        rootCause: "A recipe line begins with spaces.",
        remedy: script(
          `Indent line ${found.field("line")} of ${file} with a tab`,
          "Only the spaces at the line's beginning change.",
          [
            `awk ${quoteShell(`NR == ${Number(found.field("line"))} { sub(/^ +/, "\\t") } { print }`)} ${path} > .pipewright.tmp`,
            `cat .pipewright.tmp > ${path}`,
            "rm -f .pipewright.tmp",
          ],
        ),
      };
    },
  },
  {
    id: "docker/build",
    category: "container_build",
    severity: "high",
    confidence: 0.75,
    pattern:
      /failed to solve: (?<text>.+)|^ERROR: failed to build: (?<other>.+)|^The command '.+' returned a non-zero code: \d+/,
    explain: (found) => ({
      title: `The image does not build${found.field("text") ? `: ${found.field("text")}` : ""}`,
      rootCause: "A step of the Dockerfile fails.",
      remedy: manual("Mend the step that fails", "The step's own output above says why."),
    }),
  },
];
