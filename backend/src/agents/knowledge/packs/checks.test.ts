import { testPack } from "../testing/rule-examples.ts";
import { CHECKS } from "./checks.ts";
import { SECURITY_CHECKS } from "./security-checks.ts";

testPack("checks of a repository", CHECKS, {
  "checks/unknown-word": {
    is: ["content/logs.md:17:1 - Unknown word (autoinstrumentation)"],
    isNot: ["CSpell: Files checked: 12, Issues found: 0 in 0 files."],
  },
  "checks/yamllint": {
    is: [
      '  2:1       error    duplication of key "a" in mapping  (key-duplicates)',
      "a.yml:3:5: [error] too many spaces after colon (colons)",
    ],
    isNot: [
      "  2:1  error  Unexpected console statement  no-console",
      '  1:1  warning  missing document start "---"  (x)',
      "pkg/store/store.go:93:9: error strings should not be capitalized (stylecheck)",
    ],
  },
  "checks/markdownlint": {
    is: [
      "README.md:3 error MD012/no-multiple-blanks Multiple consecutive blank lines [Expected: 1; Actual: 2]",
      "docs/a.markdown:14:120 MD013/line-length Line length [Expected: 100; Actual: 131]",
    ],
    isNot: ["README.md:3 has three lines"],
  },
  "checks/spelling": {
    is: ['docs/a.md:12:4: "recieve" is a misspelling of "receive"', "a.txt:1: teh ==> the"],
    isNot: ["a.txt:1: the"],
  },
  "checks/shellcheck-line": {
    is: ["run.sh:3:8: warning: Double quote to prevent globbing of /* . [SC2115]"],
    isNot: ["run.sh:3:8: warning: use of it"],
  },
  "checks/hadolint": {
    is: ["Dockerfile:3 DL3008 warning: Pin versions in apt get install."],
    isNot: ["Dockerfile:3 RUN apt-get install"],
  },
  "checks/actionlint": {
    is: ['.github/workflows/ci.yml:12:9: unexpected key "step" for "job" section [syntax-check]'],
    isNot: [".github/workflows/ci.yml:12:9: fine"],
  },
  "checks/commit-message": {
    is: ["✖   subject may not be empty [subject-empty]"],
    isNot: ["✖   adds up [slow]"],
  },
  "checks/pull-request-title": {
    is: ['No release type found in pull request title "Update errors". Add a prefix'],
    isNot: ["The title of the pull request is fine"],
  },
  "checks/changelog": {
    is: ["No update to CHANGELOG.md found!", "Did not find a changelog entry named 3312.txt in .changelog"],
    isNot: ["Found the changelog"],
  },
  "checks/licence-header": {
    is: ["Error: missing license headers found: 2 files"],
    isNot: ["license: MIT"],
  },
  "checks/coverage": {
    is: ["Current test coverage is below threshold.", "FAIL Required test coverage of 90% not reached."],
    isNot: ["coverage: 51.2% of statements"],
  },
  "checks/tidy-modules": {
    is: [
      "Unexpected difference in go.mod/go.sum files. Run 'go mod tidy' command and commit.",
      "Run go mod tidy && git diff --exit-code\ndiff --git a/go.sum b/go.sum",
    ],
    isNot: ["diff --git a/go.sum b/go.sum"],
  },
  "checks/difference": {
    is: ["diff --git a/pkg/mocks/store.go b/pkg/mocks/store.go\n--- a/pkg/mocks/store.go\n-func (m *Mock) Get() {"],
    isNot: ["diff --git a/go.mod b/go.mod\nRun `go mod tidy`", "--- a/pkg/mocks/store.go"],
  },
  "checks/generated-code": {
    is: ["Unexpected difference in directories after code generation. Run 'make generate' command and commit."],
    isNot: ["Run make generate"],
  },
  "checks/gofmt-list": {
    is: ['Run test -z "$(gofmt -l .)"\ncart/cart.go'],
    isNot: ["cart/cart.go", "Run gofmt -l .\n../cart.go"],
  },
});

testPack("security checks", SECURITY_CHECKS, {
  "security/npm-audit": {
    is: ["lodash  <4.17.21\nSeverity: high\nCommand Injection in lodash\nfix available via `npm audit fix`"],
    isNot: ["found 0 vulnerabilities"],
  },
  "security/gosec": {
    is: ["[/src/main.go:12] - G104 (CWE-703): Errors unhandled (Confidence: HIGH, Severity: LOW)"],
    isNot: ["[gosec] 2024/03/04 09:00:00 Including rules: default"],
  },
  "security/semgrep": { is: ["│ 1 Code Finding │"], isNot: ["│ Scan Status │"] },
  "security/policy": {
    is: [
      'Check: CKV_AWS_18: "Ensure the bucket has logging"\n\tFAILED for resource: aws_s3_bucket.b',
      "Result #1 HIGH Bucket does not have encryption enabled ",
    ],
    isNot: ['Check: CKV_AWS_18: "Ensure the bucket has logging"\n\tPASSED for resource: aws_s3_bucket.b'],
  },
  "security/vulnerable-package": {
    is: [
      "Crate:     ring\nVersion:   0.16.20\nID:        RUSTSEC-2025-0009\nSolution:  Upgrade to >=0.17.12",
      "Vulnerability #1: GO-2023-2102",
      "error[vulnerability]: Potential segfault in time",
      "Total: 1 (HIGH: 1)",
    ],
    isNot: ["Total: 0 (HIGH: 0)", "warning[duplicate]: found 2 duplicate entries"],
  },
});
