import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const LINT = {
  category: "lint",
  severity: "low",
  todo: "Mend what the linter names",
  why: "Whether to change the code or the rule is a decision.",
} as const;

/** What checks, releases and lists Go code beside its compiler. */
export const GO_TOOLS: readonly Rule[] = [
  told({
    ...LINT,
    id: "go/vet",
    confidence: 0.94,
    pattern:
      /(?<file>[\w.-]+\.go):(?<line>\d+):\d+: (?<text>(?:\S+ (?:format %|call has|arg list ends)|struct field tag |unreachable code|call to \(\*\w+\)\.|self-assignment of|possible misuse of|result of \S+ call not used|the \w+ function .{1,60} is not used|assignment copies lock|\S+ passes lock by value|loop variable \w+ captured|\S+ composite literal uses unkeyed|non-constant format string).*)/,
    title: "go vet: {file}:{line}: {text}",
    cause: "The program compiles, but go vet finds a likely mistake.",
    todo: "Mend what go vet names",
    why: "What was meant, the log does not say.",
  }),
  told({
    ...LINT,
    id: "go/staticcheck",
    confidence: 0.94,
    pattern: /(?<file>[\w.-]+\.go):(?<line>\d+):\d+: (?<text>.+) \((?<rule>(?:SA|S|ST|QF|U)\d{4})\)$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "Staticcheck finds what its rules do not allow.",
  }),
  told({
    ...LINT,
    id: "go/provider-linter",
    confidence: 0.94,
    pattern: /(?<file>[\w.-]+\.go):(?<line>\d+):\d+: (?<rule>(?:X?AT|X?R|X?S|V)\d{3}): (?<text>.+)/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The linter of Terraform providers finds what its rules do not allow.",
  }),
  told({
    ...LINT,
    id: "go/linter-message",
    confidence: 0.9,
    pattern:
      /^(?!\S+\.go:)(?<text>\S.{3,400}) \((?<rule>errcheck|unused|deadcode|structcheck|varcheck|gosimple|govet|ineffassign|staticcheck|stylecheck|revive|golint|gosec|gocritic|misspell|unparam|unconvert|lll|dupl|goconst|gocyclo|funlen|nolintlint|errorlint|wrapcheck|bodyclose|prealloc|exhaustive|tparallel|paralleltest|whitespace|wsl|godot|gomnd)\)$/,
    title: "{text} ({rule})",
    cause: "golangci-lint finds what its rules do not allow; this form of its output names no file.",
  }),
  told({
    id: "go/linter-too-old",
    category: "configuration",
    confidence: 0.97,
    pattern:
      /the Go language version \(go(?<have>[\d.]+)\) used to build golangci-lint is lower than the targeted Go version \((?<wanted>[\d.]+)\)/,
    title: "golangci-lint was built with Go {have}, and the project needs {wanted}",
    cause: "A linter that was built with an older Go cannot read the newer language.",
    todo: "Move to a newer golangci-lint",
    why: "Its newer versions may find more; which one is wanted is a decision.",
  }),
  told({
    id: "go/linter-configuration",
    category: "configuration",
    confidence: 0.95,
    pattern: /(?:can't load config|Can't read config|unsupported version of the configuration)(?:: (?<text>.+?))?"?$/,
    title: "The configuration of golangci-lint cannot be read: {text}",
    cause: "The file is not valid, or is written for another version of golangci-lint.",
    todo: "Mend the configuration, or use the version that it is written for",
    why: "Which of the two, the log does not say.",
    when: (found) => found.field("text") !== "",
  }),
  told({
    id: "go/linter-timeout",
    category: "timeout",
    confidence: 0.95,
    pattern: /Timeout exceeded: try increasing it by passing --timeout|failed to load packages: .{0,80}timed out/,
    title: "golangci-lint did not end in time",
    cause: "Its time limit is too short for the project on this machine.",
    todo: "Raise its time limit",
    why: "How long it may take is a decision; a warm cache helps, too.",
  }),
  told({
    id: "go/checksum-mismatch",
    category: "lockfile",
    severity: "high",
    confidence: 0.97,
    pattern: /^(?:go: )?verifying (?<name>\S+?)(?:\/go\.mod)?: checksum mismatch/,
    title: "`{name}` is not what go.sum says it should be",
    cause: "The module's content was changed after its version was published, or something between changes it.",
    todo: "Find out whether the module was published anew, and trust it only then",
    why: "To take the new checksum without looking would undo the protection.",
  }),
  told({
    id: "go/go-mod-invalid",
    category: "configuration",
    confidence: 0.95,
    pattern:
      /go\.mod:(?<line>\d+): (?<text>invalid go version '.+|unknown directive: \w+|unknown block type: \w+|.*malformed.*)/,
    title: "go.mod cannot be read: {text}",
    cause: "Its line {line} is not valid, or the Go of the job is older than the file's form.",
    todo: "Set up a newer Go, or mend the line",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "go/unknown-version",
    category: "dependency",
    severity: "high",
    confidence: 0.94,
    pattern:
      /^go: (?<name>[\w./-]+@\S+?): (?:(?:invalid version: )?unknown revision|reading \S+: 404 Not Found|no matching versions)/,
    title: "The module `{name}` does not exist in this version",
    cause: "Its tag was never published or was taken back, or the module is private.",
    todo: "Correct the version in go.mod",
    why: "Which version is meant, the log does not say.",
  }),
  told({
    id: "go/release-from-dirty-tree",
    category: "version_control",
    confidence: 0.95,
    pattern: /release failed after .{1,20}error=git is in a dirty state/,
    title: "GoReleaser finds files that are not committed",
    cause: "A step before it changed or wrote files in the checkout.",
    todo: "Keep the steps before from changing the checkout, or ignore what they write",
    why: "The lines below name the files; what wrote them, the log does not say.",
  }),
];
