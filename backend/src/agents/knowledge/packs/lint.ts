import { script } from "../remedies.ts";
import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const LAYOUT_ONLY = "The formatter changes layout only.";

/** Linters and formatters beside those of Python and the compilers. */
export const LINT: readonly Rule[] = [
  told({
    id: "lint/prettier",
    category: "format",
    severity: "low",
    confidence: 0.94,
    pattern: /Code style issues (?:found in|were found)|Run Prettier (?:with --write )?to fix/i,
    title: "Files are not formatted as Prettier would",
    cause: "`prettier --check` found files that it would write differently.",
    todo: "Run Prettier",
    why: LAYOUT_ONLY,
    script: () => ["npx prettier --write ."],
    network: true,
  }),
  {
    id: "lint/eslint",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /^✖ (?<count>\d+) problems? \((?<errors>\d+) errors?, \d+ warnings?\)/,
    explain(found) {
      const errors = Number(found.field("errors"));
      if (errors === 0) return null;
      const first = found.above(/^\s+\d+:\d+\s+error\s+(?<text>\S.*?)\s{2,}(?<rule>\S+)$/, 200)?.groups;
      const fixable = found.below(/(?<count>\d+) errors? and \d+ warnings? potentially fixable/, 3)?.groups?.count;
      const isWhole = Number(fixable) === errors;
      return {
        title: first ? `ESLint: ${first.text} (${first.rule})` : `ESLint finds ${errors} errors`,
        rootCause: `The code breaks rules of the linter in ${errors} ${errors === 1 ? "place" : "places"}.`,
        remedy: isWhole
          ? script("Let ESLint mend what it found", "ESLint says that it can mend all of it.", ["npx eslint --fix ."], {
              network: true,
            })
          : { kind: "manual", summary: "Mend what ESLint names", why: "ESLint cannot mend all of it by itself." },
      };
    },
  },
  told({
    id: "lint/eslint-line",
    category: "lint",
    severity: "low",
    confidence: 0.82,
    pattern: /^\s+(?<line>\d+):\d+\s+error\s+(?<text>\S.*?)\s{2,}(?<rule>\S+)$/,
    title: "ESLint: {text} ({rule})",
    cause: "The code breaks a rule of the linter.",
    todo: "Mend what ESLint names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "lint/biome-format",
    category: "format",
    severity: "low",
    confidence: 0.93,
    pattern: /^(?:\.\/)?(?<file>[\w@./-]+) (?:format|organizeImports|assist\/\S+) ━+/,
    title: "{file} is not formatted as Biome would",
    cause: "Biome found files that it would write differently.",
    todo: "Run Biome",
    why: "Only safe changes are made.",
    script: () => ["npx biome check --write ."],
    network: true,
  }),
  told({
    id: "lint/biome",
    category: "lint",
    severity: "low",
    confidence: 0.88,
    pattern: /^(?:\.\/)?(?<file>[\w@./-]+):(?<line>\d+):\d+ lint\/(?<rule>\S+)/,
    title: "{file}:{line} breaks the rule {rule}",
    cause: "The code breaks a rule of the linter.",
    todo: "Mend what Biome names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "lint/gofmt",
    category: "format",
    severity: "low",
    confidence: 0.9,
    pattern:
      /^diff \S+\.go\.orig (?<file>\S+\.go)$|File is not (?:properly )?`?(?:gofmt|gofumpt|goimports)(?:-ed|ed|`)|(?<other>\S+\.go): not gofmt'?ed/i,
    title: "Go files are not formatted",
    cause: "gofmt would write them differently.",
    todo: "Run gofmt",
    why: LAYOUT_ONLY,
    script: () => ["gofmt -w ."],
  }),
  told({
    id: "lint/rustfmt",
    category: "format",
    severity: "low",
    confidence: 0.95,
    pattern: /^Diff in (?<file>\S+?)(?: at line \d+|:\d+):?$/,
    title: "Rust files are not formatted",
    cause: "`cargo fmt --check` found files that it would write differently.",
    todo: "Run cargo fmt",
    why: LAYOUT_ONLY,
    script: () => ["cargo fmt"],
  }),
  told({
    id: "lint/terraform-fmt",
    category: "format",
    severity: "low",
    confidence: 0.93,
    pattern: /^--- old\/(?<file>\S+\.(?:tf|tfvars|hcl))$/,
    title: "{file} is not formatted as Terraform would",
    cause: "`terraform fmt -check` found files that it would write differently.",
    todo: "Run terraform fmt",
    why: LAYOUT_ONLY,
    script: () => ["terraform fmt -recursive"],
  }),
  told({
    id: "lint/spotless",
    category: "format",
    severity: "low",
    confidence: 0.95,
    pattern: /Run '(?:\.?\/?gradlew|mvn)[^']*spotless[:A]?[aA]pply' to fix|The following files had format violations/,
    title: "Files are not formatted as Spotless would",
    cause: "The build checks the format, and files differ from it.",
    todo: "Run Spotless",
    why: LAYOUT_ONLY,
    script: (found) => [
      found.field("0").includes("mvn") || /\bmvn/.test(found.command ?? "")
        ? "mvn -q spotless:apply"
        : "./gradlew spotlessApply",
    ],
    network: true,
  }),
  told({
    id: "lint/clang-format",
    category: "format",
    severity: "low",
    confidence: 0.92,
    pattern: /^(?<file>\S+):(?<line>\d+):\d+: error: code should be clang-formatted/,
    title: "{file} is not formatted as clang-format would",
    cause: "clang-format would write it differently.",
    todo: "Run clang-format over the files that the log names",
    why: "Which files belong to the check, the log shows in part only.",
  }),
  told({
    id: "lint/rubocop",
    category: "lint",
    severity: "low",
    confidence: 0.88,
    pattern: /^(?<file>\S+\.(?:rb|rake)):(?<line>\d+):\d+: [CWEF]: (?:\[Correctable\] )?(?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "The code breaks a rule of RuboCop.",
    todo: "Mend what RuboCop names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "lint/golangci",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /^(?<file>[\w./-]+\.go):(?<line>\d+):\d+: (?<text>.+) \((?<rule>[a-z][\w-]+)\)$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The linter finds what its rules do not allow.",
    todo: "Mend what the linter names",
    why: "Whether to change the code or the rule is a decision.",
  }),
  told({
    id: "lint/shellcheck",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /(?<rule>SC\d{4}) \((?:error|warning|info|style)\): (?<text>.+)/,
    title: "ShellCheck: {text} ({rule})",
    cause: "The script has what ShellCheck does not allow.",
    todo: "Mend what ShellCheck names",
    why: "Whether to change the script or the rule is a decision.",
  }),
  told({
    id: "lint/checkstyle",
    category: "lint",
    severity: "low",
    confidence: 0.93,
    pattern:
      /^\[(?:ERROR|WARN|ant:checkstyle)\]\s+(?:\[ERROR\] )?(?<file>\S+\.(?:java|kt)):(?:\[?(?<line>\d+)).*\[(?<rule>\w+)\]\.?$/,
    title: "{file}:{line} breaks the rule {rule}",
    cause: "Checkstyle finds what its rules do not allow.",
    todo: "Mend what Checkstyle names",
    why: "Whether to change the code or the rule is a decision.",
  }),
];
