import type { Category } from "@pipewright/contract/diagnosis";

/** What kind of failure a shape of evidence speaks of when no rule knows more. Patterns over the shape's id. */
const CATEGORIES: readonly [shape: RegExp, category: Category][] = [
  [
    /^(?:ruff-block|eslint|eslint-line|eslint-too-many-warnings|biome|rubocop|shellcheck|python-lint|kotlin-lint|android-lint|pre-commit|sphinx-\w+)$/,
    "lint",
  ],
  [
    /^(?:located-message|cpplint|ansible-lint|semgrep|checkov|tfsec|tflint|gosec|lua-error|dead-link|mkdocs-warning)$/,
    "lint",
  ],
  [/^(?:cocoapods|govulncheck|trivy|semver-check)$/, "dependency"],
  [/^(?:formatter|prettier|rustfmt-diff|diff-check|php-cs-fixer|dart-format|named-files)$/, "format"],
  [/^(?:typescript|phpstan$|psalm$|pyright$)/, "type_check"],
  [
    /(?:^|-)(?:pytest|unittest|jest|vitest|mocha|playwright|karma|surefire|ginkgo|gotestsum|gtest|ctest|rspec|minitest|nextest|ava|jasmine|doctest|coverage|workspace|testify|gocheck|goconvey|gotestfmt|goleak|qtest|automake)(?:-|$)|^(?:test-line|crossed-line|go-test-\w+)$|test-(?:failure|failures|spec|list)/,
    "test_failure",
  ],
  [/^(?:pip|gem-error|maven-unresolved|npm-error|pnpm-yarn-error|apt-error)$/, "dependency"],
  [
    /compile|xcpretty|latex-error|javac|kotlinc|sbt|rust-error|msvc|dotnet-tool|linker|bundler-error|python-syntax|ruby-syntax|prettier-syntax|elixir-error|bazel|make|cmake|ninja/,
    "compile",
  ],
  [/^(?:terraform|kubernetes|configure|json-syntax|golangci-error)/, "configuration"],
  [/^docker/, "container_build"],
  [/traceback|exception|panic|crash|sanitizer|valgrind|uncaught|data-race|r-error|julia-error/, "runtime_error"],
  [/^git-error$/, "version_control"],
  [/^disk-full$/, "disk_full"],
  [/^out-of-memory$/, "out_of_memory"],
  [/^network$/, "network"],
  [/^timeout$/, "timeout"],
  [/^permission-denied$/, "permission"],
  [/^command-not-found$/, "command_not_found"],
  [/^missing-file$/, "missing_file"],
  [/^missing-setting$/, "missing_secret"],
];

/** `unknown` for shapes that say nothing of their kind. */
export function categoryOfShape(shape: string): Category {
  return CATEGORIES.find(([pattern]) => pattern.test(shape))?.[1] ?? "unknown";
}
