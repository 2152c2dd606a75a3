import { ReducedLog } from "@pipewright/contract/reduced-log";
import { describe, expect, it } from "vitest";
import { createLogReducer, reduceLog } from "./reduce-log.ts";
import { asGitHubJob } from "./testing/marked-log.ts";

const TRACEBACK = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nValueError: no';
const MIB = 1024 * 1024;

function failedStep(command: string, output: string): string[] {
  const header = [`##[group]Run ${command}`, command, "shell: /usr/bin/bash -e {0}", "##[endgroup]"];
  return [...header, output, "##[error]Process completed with exit code 1."];
}

describe("a reduced log", () => {
  it("numbers lines as they stand in the raw log, each frame of a progress bar being one", () => {
    const log = reduceLog("start\n 10%\r 50%\r100%\r\nValueError: no\n");
    expect(log.totalLines).toBe(5);
    expect(log.candidates[0]).toMatchObject({ startLine: 5, endLine: 5 });
  });

  it("has no colours, timestamps, byte-order marks and control characters", () => {
    const raw = "\ufeff2026-03-04T09:00:00.0001234Z \u001b[31mValueError\u001b[0m: n\u0000o\u0007";
    expect(reduceLog(raw).lines).toEqual([{ n: 1, text: "ValueError: no" }]);
  });

  it("is the same however the text is cut into pieces", () => {
    const bytes = Buffer.from(asGitHubJob("python3 a.py", TRACEBACK).replaceAll("\n", "\r\n"));
    const whole = reduceLog(bytes);
    for (const size of [1, 7, 64]) {
      const reducer = createLogReducer();
      for (let at = 0; at < bytes.length; at += size) reducer.push(bytes.subarray(at, at + size));
      expect(reducer.finish()).toEqual(whole);
    }
  });

  it("names the failing step, its whole script and its exit code", () => {
    const log = reduceLog(asGitHubJob("make test\nmake lint", "boom", 2));
    expect(log).toMatchObject({ format: "github", exitCode: 2 });
    expect(log.failingStep?.command).toContain("make test");
    expect(log.lines.at(-1)?.text).not.toContain("orphan");
  });

  it("reads the columns of `gh run view --log`", () => {
    const line = (step: string, text: string) => `build\t${step}\t2026-03-04T09:00:00.0001234Z ${text}`;
    const log = reduceLog(
      [
        line("Set up job", "error: none"),
        line("Test", "##[group]Run pytest"),
        line("Test", "pytest"),
        line("Test", "shell: /usr/bin/bash -e {0}"),
        line("Test", "##[endgroup]"),
        ...TRACEBACK.split("\n").map((text) => line("Test", text)),
        line("Test", "##[error]Process completed with exit code 1."),
        line("Post Test", "fatal: nothing to clean"),
      ].join("\n"),
    );
    expect(log).toMatchObject({ format: "github_steps", exitCode: 1, failingStep: { command: "pytest" } });
    expect(log.candidates[0]).toMatchObject({ startLine: 6, endLine: 8, shape: "python-traceback" });
  });

  it("reads sections and the exit code of GitLab", () => {
    const log = reduceLog(
      [
        "Running with gitlab-runner 17.0.0",
        "section_start:1700000000:prepare_script\r\u001b[0KPreparing",
        "ERROR: cache not found, going on",
        "section_end:1700000001:prepare_script\r\u001b[0K",
        "section_start:1700000002:step_script\r\u001b[0KExecuting",
        "$ npm test",
        "Error: expected 1 to be 2",
        "section_end:1700000003:step_script\r\u001b[0K",
        "ERROR: Job failed: exit code 1",
      ].join("\n"),
    );
    expect(log).toMatchObject({ format: "gitlab", exitCode: 1 });
  });

  it.each([
    ["after one that may fail, when the job went on with its work", "npm test", "npm test"],
    ["before one that only reports it", "./publish-results.sh", "npm run lint"],
  ])("is found %s", (_, last, failing) => {
    const log = reduceLog([...failedStep("npm run lint", "lint is red"), ...failedStep(last, "red, too")].join("\n"));
    expect(log.failingStep?.command).toBe(failing);
  });

  it("is an action that ends with an error mark, after a script that was allowed to fail", () => {
    const action = ["##[group]Run golangci/golangci-lint-action@v6", "with:", "  version: v1.59", "##[endgroup]"];
    const output = [
      "cart/cart.go:52:14: Error return value of `f.Close` is not checked (errcheck)",
      "##[error]issues found",
    ];
    const log = reduceLog([...failedStep("shellcheck run.sh", "In run.sh line 4:"), ...action, ...output].join("\n"));
    expect(log.failingStep?.name).toBe("Run golangci/golangci-lint-action@v6");
    expect(log.candidates[0]).toMatchObject({ startLine: 11 });
  });

  it("goes before a step that was allowed to fail, though nobody knows its complaint", () => {
    const allowed = failedStep("apt-get install -y foo-dev", "E: Unable to locate package foo-dev");
    const log = reduceLog([...allowed, ...failedStep("node check.js", "src/a.js: line 3 has a tab")].join("\n"));
    expect(log.candidates[0]).toMatchObject({ startLine: 11, endLine: 11, shape: "tail" });
  });

  it("reads the script and the exit code of CircleCI", () => {
    const log = reduceLog(
      [
        "#!/bin/bash -eo pipefail",
        "npm test",
        "",
        TRACEBACK,
        "",
        "Exited with code exit status 2",
        "CircleCI received exit code 2",
      ].join("\n"),
    );
    expect(log).toMatchObject({ format: "circleci", exitCode: 2, failingStep: { command: "npm test" } });
    expect(log.candidates[0]).toMatchObject({ startLine: 4, endLine: 6 });
  });

  it("reads the groups, the command and the exit code of Buildkite", () => {
    const time = "\u001b_bk;t=1700000000000\u0007";
    const lines = [
      "~~~ Running commands",
      "$ make check",
      ...TRACEBACK.split("\n"),
      "🚨 Error: The command exited with status 3",
    ];
    const log = reduceLog(lines.map((line) => `${time}${line}`).join("\r\n"));
    expect(log).toMatchObject({ format: "buildkite", exitCode: 3, failingStep: { command: "make check" } });
    expect(log.candidates[0]).toMatchObject({ startLine: 3, endLine: 5 });
  });

  it("reads the folds, the command and the exit code of Travis", () => {
    const log = reduceLog(
      [
        "travis_fold:start:install\r\u001b[0K$ npm ci",
        "travis_fold:end:install\r\u001b[0K",
        "$ npm test",
        TRACEBACK,
        'The command "npm test" exited with 1.',
        "Done. Your build exited with 1.",
      ].join("\n"),
    );
    expect(log).toMatchObject({ format: "travis", exitCode: 1, failingStep: { command: "npm test" } });
  });

  it.each([
    ["compose", "Attaching to db-1, web-1", "web-1  | "],
    ["turbo", "• Packages in scope: @acme/web, @acme/api", "@acme/web:test: "],
    ["pnpm", "Scope: 3 of 4 workspace projects", "packages/web test: "],
  ])("reads what a tool runs inside of %s", (_, announcement, name) => {
    const lines = [announcement, ...TRACEBACK.split("\n").map((line) => `${name}${line}`)];
    expect(reduceLog(lines.join("\n")).candidates[0]).toMatchObject({
      startLine: 2,
      endLine: 4,
      shape: "python-traceback",
    });
  });

  it("does not take the errors of Jenkins's cleaning up for the cause", () => {
    const log = reduceLog(
      [
        "Started by timer",
        TRACEBACK,
        "Build step 'Execute shell' marked build as failure",
        "Archiving artifacts",
        "ERROR: Step ‘Publish JUnit test result report’ failed: No test report files were found.",
        "Finished: FAILURE",
      ].join("\n"),
    );
    expect(log.format).toBe("jenkins");
    expect(log.candidates[0]).toMatchObject({ startLine: 2, endLine: 4 });
    expect(log.candidates.at(-1)).toMatchObject({ role: "noise" });
  });

  it("is not fooled by the word error where nothing failed", () => {
    const harmless = [
      "test_error_page ... ok",
      "0 errors, 0 warnings",
      "✓ shows an error (2 ms)",
      "errors: 0",
      "no errors",
    ];
    const log = reduceLog([...harmless, "make: *** [Makefile:3: check] Error 1"].join("\n"));
    expect(log.candidates[0]).toMatchObject({ startLine: 6 });
    expect(log.candidates).toHaveLength(1);
  });

  it("falls back on the last lines when nothing looks like an error", () => {
    const log = reduceLog(asGitHubJob("./quiet.sh", "one\ntwo\nthree", 3));
    expect(log.candidates[0]).toMatchObject({ shape: "tail" });
    expect(log.candidates[0]?.score).toBeLessThan(0.4);
  });

  it("is empty for an empty log", () => {
    expect(reduceLog("")).toEqual({ format: "plain", totalLines: 0, lines: [], candidates: [] });
  });
});

describe("a hostile log", () => {
  function reduced(text: string): ReducedLog {
    const log = ReducedLog.parse(reduceLog(text));
    expect(log.lines.length).toBeLessThanOrEqual(400);
    for (const line of log.lines) expect(line.text.length).toBeLessThanOrEqual(2000);
    return log;
  }

  it("may be one line of 16 MiB", () => {
    expect(reduced(`Error: ${"x".repeat(16 * MIB)}`).totalLines).toBe(1);
  });

  it("may be 200,000 lines of errors, all different", () => {
    const log = reduced(Array.from({ length: 200_000 }, (_, n) => `Error: number ${n} of a kind`).join("\n"));
    expect(log.totalLines).toBe(200_000);
    expect(log.candidates.length).toBeGreaterThan(0);
  });

  it("may hold NUL bytes, lone surrogates and endless progress", () => {
    reduced(`${"\u0000".repeat(MIB)}\nError: \ud800\n${"50%\r".repeat(200_000)}`);
  });

  it("may be full of what makes patterns go back and forth", () => {
    const nasty = ["a.".repeat(1000), `${" ".repeat(1990)}x`, "-".repeat(2000), "at ".repeat(600), "(".repeat(2000)];
    const begun = performance.now();
    reduced(Array.from({ length: 5000 }, (_, n) => `${nasty[n % nasty.length]}`).join("\n"));
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it("may never end an error that it begins", () => {
    const log = reduced(`=== RUN\n${"_".repeat(10)} test_a ${"_".repeat(10)}\n${"E   more\n".repeat(100_000)}`);
    expect(log.candidates.length).toBeGreaterThan(0);
  });
});

describe("a failing step", () => {
  it("goes on over lines of one message that carry the columns without a time", () => {
    const log = reduceLog(
      [
        "test (24)\tRun npm test\t2026-08-14T05:58:44.3721294Z ##[error]AssertionError: expected 'error' to be 'blocked'",
        "test (24)\tRun npm test\t",
        'test (24)\tRun npm test\tExpected: "blocked"',
        "test (24)\tRun npm test\t2026-08-14T05:58:44.4144007Z ##[error]Process completed with exit code 1.",
      ].join("\n"),
    );
    expect(log.lines.map((line) => line.text)).toContain('Expected: "blocked"');
    expect(log.candidates[0]).toMatchObject({ startLine: 1 });
  });

  it("is not told by Terraform's word on its own exit code", () => {
    const log = reduceLog(asGitHubJob("terraform fmt -check", "main.tf\n##[error]Terraform exited with code 3."));
    expect(log.exitCode).toBe(3);
    expect(log.lines.find((line) => line.n === log.candidates[0]?.endLine)?.text).toBe("main.tf");
  });

  it("is the one with the exit code, not one that only bears an error mark", () => {
    const step = (command: string, ...output: string[]) => [
      `##[group]Run ${command}`,
      command,
      "shell: /usr/bin/bash -e {0}",
      "##[endgroup]",
      ...output,
    ];
    const lines = [
      ...step("npm run lint", "##[error]src/a.js(1,1): error TS2304: Cannot find name 'x'."),
      ...step("npm test", "AssertionError: expected 1 to be 2", "##[error]Process completed with exit code 1."),
    ];
    const log = reduceLog(lines.join("\n"));
    expect(log.failingStep?.command).toBe("npm test");
    expect(log.candidates[0]?.startLine).toBe(10);
  });

  it("does not hide the surer error of a later one, since it may have been allowed to fail", () => {
    const lines = [
      "##[group]Run npm outdated",
      "npm outdated",
      "shell: /usr/bin/bash -e {0}",
      "##[endgroup]",
      "left-pad is missing",
      "##[error]Process completed with exit code 1.",
      ...asGitHubJob("pytest", TRACEBACK).split("\n"),
    ];
    const log = reduceLog(lines.join("\n"));
    expect(log.candidates[0]).toMatchObject({ shape: "python-traceback" });
    expect(log.failingStep?.command).toBe("pytest");
  });

  it("is the first of two whose errors are as sure", () => {
    const lines = `${asGitHubJob("pytest", TRACEBACK)}\n${asGitHubJob("pytest", TRACEBACK)}`.replace(
      "Post job cleanup.",
      "",
    );
    const [first, second] = reduceLog(lines).candidates;
    expect(first?.shape).toBe("python-traceback");
    expect(first?.startLine).toBeLessThan(second?.startLine ?? 0);
  });

  it("of a second job counts after the first job's cleaning up", () => {
    const second = asGitHubJob("pytest", TRACEBACK);
    const log = reduceLog(`##[section]Starting: lint\nPost job cleanup.\n##[section]Starting: test\n${second}`);
    expect(log.candidates[0]).toMatchObject({ shape: "python-traceback" });
    expect(log.candidates[0]?.score).toBeGreaterThan(0.8);
  });
});
