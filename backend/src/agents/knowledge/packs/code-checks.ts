import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const LAYOUT_ONLY = "The formatter changes layout only.";
const DECISION = "Whether to change the code or the rule is a decision.";
const WHY = "The log says what does not fit; what was meant, it does not.";

/** Linters, type checkers and formatters of PHP, Kotlin, Android, .NET, Dart and Elixir, and limits on warnings. */
export const CODE_CHECKS: readonly Rule[] = [
  told({
    id: "lint/too-many-warnings",
    category: "lint",
    severity: "low",
    pattern: /^ESLint found too many warnings \(maximum: (?<max>\d+)\)/,
    title: "ESLint finds more warnings than the {max} that are allowed",
    cause: "The job counts warnings as errors beyond a limit.",
    todo: "Mend what ESLint warns of",
    why: DECISION,
  }),
  told({
    id: "lint/next",
    category: "lint",
    pattern: /^(?<line>\d+):\d+\s+Error:\s+(?<text>\S.*?)(?:\s{2,}|\. +)(?<rule>(?:@[\w-]+\/)?[\w-]+(?:\/[\w-]+)?)$/,
    title: "ESLint: {text} ({rule})",
    cause: "Next.js runs ESLint while it builds, and does not build with its errors.",
    todo: "Mend what ESLint names",
    why: DECISION,
  }),
  told({
    id: "lint/unused",
    category: "lint",
    severity: "low",
    confidence: 0.92,
    pattern: /^(?<text>(?:Unused|Unlisted|Unresolved|Duplicate) [a-zA-Z ]{3,40} \(\d+\))$/,
    title: "knip: {text}",
    cause: "Nothing in the project uses what knip lists, or nothing declares what it uses.",
    todo: "Remove what is unused, or tell knip where it is used",
    why: "What looks unused may be used from outside.",
  }),
  told({
    id: "lint/pmd",
    category: "lint",
    pattern: /(?<file>[^/\\]+\.(?:java|kt|groovy)):(?<line>\d+):\t(?<rule>\w{3,80}):\t(?<text>.+)/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The code breaks a rule of PMD.",
    todo: "Mend what PMD names",
    why: DECISION,
  }),
  told({
    id: "lint/dart-note",
    category: "lint",
    severity: "low",
    pattern:
      /^\s{0,8}(?:warning|info) (?:•|-) (?<text>.+) (?:•|-) (?<file>[^\s:]+):(?<line>\d+):\d+ (?:•|-) (?<rule>\w+)/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The Dart analyzer notes it, and the job counts notes as errors.",
    todo: "Mend what the analyzer notes",
    why: DECISION,
  }),
  told({
    id: "lint/kotlin",
    category: "lint",
    severity: "low",
    confidence: 0.86,
    pattern:
      /^(?:file:\/\/)?(?:\/|[A-Za-z]:\\)\S*?(?<file>[^/\\\s]+\.kts?):(?<line>\d+):\d+:? (?<text>(?!error: |warning: )[A-Z].+)/,
    title: "{file}:{line}: {text}",
    cause: "The code breaks a rule of the Kotlin linter.",
    todo: "Mend what the linter names",
    why: DECISION,
  }),
  told({
    id: "lint/android",
    category: "lint",
    pattern:
      /^(?:\S*\/)?(?<file>[^/\s]+\.(?:xml|kts?|java|gradle|toml|properties)):(?<line>\d+): Error: (?<text>.+) \[(?<rule>[A-Z]\w+)\]$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "Android's lint finds what its rules do not allow.",
    todo: "Mend what lint names",
    why: DECISION,
  }),
  told({
    id: "lint/psalm",
    category: "type_check",
    pattern: /^ERROR: (?<rule>\w{3,60}) - (?<file>\S+\.php):(?<line>\d+):\d+ - (?<text>.+?)(?: \(see https\S+\))?$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "Psalm finds that the types do not fit.",
    todo: "Mend the type error",
    why: WHY,
  }),
  {
    id: "lint/phpstan",
    category: "type_check",
    severity: "medium",
    confidence: 0.88,
    pattern: /^\s+(?<line>\d+) {2,}(?<text>[A-Z]\S.*)$/,
    explain(found) {
      const file = found.above(/^\s{1,4}Line {2,}(?<file>\S.{0,300}\.php)\b/, 30)?.groups?.file;
      if (file === undefined) return null;
      return {
        title: `${file}:${found.field("line")}: ${found.field("text")}`,
        rootCause: "PHPStan finds that the types do not fit.",
        remedy: { kind: "manual", summary: "Mend the type error", why: WHY },
      };
    },
  },
  {
    id: "lint/phpcs",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /^\s*(?<line>\d+) \| ERROR +\| (?:\[[x ]\] )?(?<text>\S.*)$/,
    explain(found) {
      const file = found.above(/^FILE: (?<file>\S.{0,300})$/, 200)?.groups?.file;
      if (file === undefined) return null;
      return {
        title: `${file.slice(file.lastIndexOf("/") + 1)}:${found.field("line")}: ${found.field("text")}`,
        rootCause: `PHP_CodeSniffer finds in ${file} what its rules do not allow.`,
        remedy: { kind: "manual", summary: "Mend what PHP_CodeSniffer names", why: DECISION },
      };
    },
  },
  told({
    id: "lint/php-cs-fixer",
    category: "format",
    severity: "low",
    pattern: /^\s{2,5}\d{1,4}\) (?<file>\S{1,300}\.php)(?: \([\w, /-]{1,500}\))?$/,
    title: "{file} is not formatted as PHP CS Fixer would",
    cause: "PHP CS Fixer would write it differently.",
    todo: "Run PHP CS Fixer without --dry-run",
    why: "Where the job has it installed, the log does not say.",
  }),
  told({
    id: "lint/dotnet-format",
    category: "format",
    severity: "low",
    confidence: 0.92,
    pattern:
      /^(?:\S*\/)?(?<file>[^/\s]+\.(?:cs|vb|fs))\((?<line>\d+),\d+\): error (?:WHITESPACE|IMPORTS|CHARSET|FINALNEWLINE|ENDOFLINE): (?<text>.+?)(?: \[\S+\])?$/,
    title: "{file} is not formatted as dotnet format would",
    cause: "`dotnet format --verify-no-changes` found files that it would write differently.",
    todo: "Run dotnet format",
    why: LAYOUT_ONLY,
    script: () => ["dotnet format whitespace"],
    network: true,
    when: (found) => found.field("0").includes("WHITESPACE"),
  }),
  told({
    id: "lint/mix-format",
    category: "format",
    severity: "low",
    confidence: 0.94,
    pattern: /^\*\* \(Mix\) mix format failed due to --check-formatted/,
    title: "Elixir files are not formatted",
    cause: "`mix format` would write them differently.",
    todo: "Run mix format",
    why: LAYOUT_ONLY,
    script: () => ["mix format"],
  }),
  told({
    id: "lint/dart-format",
    category: "format",
    severity: "low",
    confidence: 0.92,
    pattern: /^Changed (?<file>\S+\.dart)$/,
    title: "{file} is not formatted as dart format would",
    cause: "`dart format --set-exit-if-changed` found files that it would write differently.",
    todo: "Run dart format",
    why: LAYOUT_ONLY,
    script: () => ["dart format ."],
    when: (found) => found.below(/^Formatted \d+ files? \(/, 200) !== undefined,
  }),
  told({
    id: "lint/dart-analyze",
    category: "type_check",
    pattern: /^\s*error (?:•|-) (?<text>.+?) (?:•|-) (?<file>\S+\.dart):(?<line>\d+):\d+ (?:•|-) (?<rule>\w+)$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The Dart analyzer refuses the program.",
    todo: "Mend what the analyzer names",
    why: WHY,
  }),
  told({
    id: "lint/sphinx-strict",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /^(?:\S*\/)?(?<file>[^/\s]+\.(?:rst|md|py|txt|ipynb)):(?<line>\d+):(?<text>\S.*)/,
    title: "{file}:{line}: {text}",
    cause: "Sphinx warns of the documentation, and the job counts its warnings as errors.",
    todo: "Mend what Sphinx names",
    why: WHY,
    when: (found) => found.above(/^Warning, treated as error:$/, 1) !== undefined,
  }),
  told({
    id: "lint/sphinx",
    category: "lint",
    severity: "low",
    confidence: 0.84,
    pattern: /^(?:\S*\/)?(?<file>[^/\s]+\.(?:rst|md|py|txt|ipynb)):(?<line>\d+): (?:WARNING|ERROR|SEVERE): (?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "Sphinx warns of the documentation, and the job counts its warnings as errors.",
    todo: "Mend what Sphinx names",
    why: WHY,
  }),
];
