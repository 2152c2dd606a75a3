import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "the files that gofmt lists": ['test -z "$(gofmt -l .)"', "»cart/cart.go\n»internal/errors/errors.go"],
  "the files that Terraform lists": ["terraform fmt -check", "»main.tf\n»modules/db/variables.tf"],
  "a list with the sentence before it": [
    "./scripts/gofmtcheck.sh",
    `
==> Checking that code complies with gofmt requirements...
»gofmt needs running on the following files:
»./internal/errors.go
You can use the command: \`make fmt\` to reformat code.`,
  ],
  "what golangci-lint annotates without a file": [
    "lint",
    `
level=warning msg="[runner] The linter 'deadcode' is deprecated (since v1.49.0) due to: error prone"
»##[error]Error return value of \`f.Close\` is not checked (errcheck)
»##[error]\`totl\` is unused (deadcode)

##[error]issues found
Ran golangci-lint in 4123ms`,
  ],
  "why golangci-lint cannot run": [
    "golangci-lint run",
    `
level=warning msg="[linters_context] rowserrcheck is disabled because of generics."
»level=error msg="Running error: context loading failed: failed to load packages: timed out"
»level=error msg="Timeout exceeded: try increasing it by passing --timeout option"`,
  ],
  "tflint's finding with its place": [
    "tflint",
    `
1 issue(s) found:

»Warning: terraform "required_version" attribute is required (terraform_required_version)
»
»  on main.tf line 1:
»   1: resource "aws_s3_bucket" "b" {

Reference: https://github.com/terraform-linters/tflint-ruleset-terraform`,
  ],
  "a policy that a resource breaks, not those it keeps": [
    "checkov -d .",
    `
Check: CKV_AWS_41: "Ensure no hard coded access key exists in provider"
	PASSED for resource: aws.default
	File: /main.tf:1-3
»Check: CKV_AWS_18: "Ensure the bucket has access logging enabled"
»	FAILED for resource: aws_s3_bucket.b
»	File: /main.tf:5-8`,
  ],
  "Semgrep's findings": [
    "semgrep --error",
    `
┌─────────────┐
│ Scan Status │
└─────────────┘
  Scanning 12 files
»│ 1 Code Finding │
»└────────────────┘
»    vpc/vpc.go
»       ci.errors
»          error checks should come first
┌──────────────┐
│ Scan Summary │
└──────────────┘`,
  ],
  "a vulnerable module": [
    "govulncheck ./...",
    `
Scanning your code and 212 packages for known vulnerabilities...

»Vulnerability #1: GO-2023-2102
»    HTTP/2 rapid reset can cause excessive work in net/http
»  More info: https://pkg.go.dev/vuln/GO-2023-2102

Your code is affected by 1 vulnerability from the Go standard library.`,
  ],
  "misspelt words": [
    "misspell -error docs/",
    '»docs/a.md:12:4: "recieve" is a misspelling of "receive"\n»docs/a.md:14:9: "occured" is a misspelling of "occurred"',
  ],
  "ShellCheck's findings in the form of gcc": [
    "shellcheck -f gcc run.sh",
    "»run.sh:3:8: warning: Use it with care to ensure this never expands to /* . [SC2115]\n»run.sh:4:1: warning: Use 'cd ... || exit' in case cd fails. [SC2164]",
  ],
  "a task of Ansible that was not ignored": [
    "ansible-playbook play.yml",
    `
TASK [Say error] ***************
fatal: [web1]: FAILED! => {"changed": true, "msg": "non-zero return code", "rc": 1}
...ignoring

»TASK [Install things] **********
»fatal: [web1]: FAILED! => {"changed": false, "msg": "No package matching nginx", "rc": 1}

PLAY RECAP *********************
web1 : ok=1 failed=1 ignored=1`,
  ],
  "ansible-lint's findings": [
    "ansible-lint",
    `
WARNING  Listing 2 violation(s) that are fatal
»name[play]: All plays should be named.
»play.yml:1
»
»fqcn[action-core]: Use FQCN for builtin module actions (command).
»play.yml:4 Use \`ansible.builtin.command\` instead.

Read documentation for instructions on how to ignore specific rule violations.`,
  ],
  "why GoReleaser gives up": [
    "goreleaser release",
    `
  • starting release...
»  ⨯ release failed after 0s     error=git is in a dirty state
»Please check in your pipeline what can be changing the following files:
» M go.sum`,
  ],
  "a manifest that does not fit": [
    "kubeconform manifests/",
    "»a.yaml - Deployment shop is invalid: problem validating schema. expected integer, but got string\nSummary: 3 resources found",
  ],
  "what an action reports in its own words": [
    "changelog",
    "Change Log Path: CHANGELOG.md\n»##[error]No update to CHANGELOG.md found!",
  ],
};

/** The same as a job of an action, which ends without an exit code. */
function withoutExitCode(job: string): string {
  return job
    .split("\n")
    .filter((line) => !line.includes("##[error]Process completed"))
    .join("\n");
}

describe("evidence in logs of linters and checks", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const job = asGitHubJob(command, output);
    const { text, first, last } = readMarkedLog(output.includes("##[error]") ? withoutExitCode(job) : job);
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });

  it("is what a failing action reports, not a line that a problem matcher marked in a script that passed", () => {
    const job = asGitHubJob(
      "go test -v ./...",
      `
=== RUN   TestErrorPage
##[error]    page_test.go:5: error: shown as expected
--- PASS: TestErrorPage (0.00s)
ok  	example.org/shop/cart	0.003s
##[group]Run codecov/codecov-action@v3
with:
  fail_ci_if_error: true
##[endgroup]
»##[error]Codecov: Failed to properly upload the report`,
    );
    const { text, first, last } = readMarkedLog(withoutExitCode(job));
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });

  it("is what the failing command of a Travis build printed, not an error of a phase that went well", () => {
    const { text, first, last } = readMarkedLog(`
travis_fold:start:install
$ ./install.sh
Error: cannot reach the mirror, going on without it
travis_time:end:0b:start=1,finish=2,duration=1
travis_fold:end:install
travis_time:start:0c
$ gofmt -l .
»cart/cart.go
»internal/errors/errors.go
travis_time:end:0c:start=1,finish=2,duration=1
The command "gofmt -l ." exited with 1.

Done. Your build exited with 1.`);
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });

  it("is the failing test where a problem matcher marks lines of tests that pass", () => {
    const { text, first, last } = readMarkedLog(
      asGitHubJob(
        "go test -v ./...",
        `
=== RUN   TestErrorPage
##[error]    page_test.go:5: error: shown as expected
--- PASS: TestErrorPage (0.00s)
=== RUN   TestTotal
»##[error]    cart_test.go:9: total() = 1, want 0
»--- FAIL: TestTotal (0.00s)
=== RUN   TestOther
##[error]    other_test.go:5: logging
--- PASS: TestOther (0.00s)
FAIL`,
      ),
    );
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });
});
