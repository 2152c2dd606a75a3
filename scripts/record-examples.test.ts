import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Category } from "@pipewright/contract/diagnosis";
import { FixDraft } from "@pipewright/contract/fix";
import { Scenario } from "@pipewright/contract/simulate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatJobLog, recordedExitCode } from "./record-examples-log.mjs";
import { runExample } from "./record-examples-run.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const EXAMPLES = path.join(ROOT, "examples");
const IDS = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The tool that each of these needs. The others take long, much memory, or a file system of their own. */
const QUICK_TO_RUN: Record<string, string> = {
  "config-trailing-comma": "python3",
  "env-file-missing": "bash",
  "makefile-spaces": "make",
  "merge-conflict-left": "python3",
  "node-lockfile-out-of-sync": "npm",
  "python-failing-test": "python3",
  "python-missing-import": "python3",
  "python-removed-alias": "python3",
  "python-undeclared-dependency": "python3",
  "secret-missing": "bash",
  "shell-crlf": "bash",
  "shell-not-executable": "bash",
  "typescript-unused-import": "npm",
};

const RUN_TIME_LIMIT_MS = 60_000;
const STAMPED_LINE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z (.*)$/;

describe.each(IDS)("example %s", (id) => {
  const folder = path.join(EXAMPLES, id);
  const repoDir = path.join(folder, "repo");
  const scenario = Scenario.parse(readJson(path.join(folder, "scenario.json")));
  const log = readFileSync(path.join(folder, "failure.log"), "utf8");

  it("is named after its folder and expects a known category", () => {
    expect(scenario.id).toBe(id);
    expect(Category.options).toContain(scenario.expected.category);
  });

  it("has a log in the form of GitHub Actions that ends with the error line", () => {
    const lines = log.trimEnd().split("\n");
    const texts = lines.map((line) => STAMPED_LINE.exec(line)?.[1]);
    expect(texts).not.toContain(undefined);
    expect(texts.slice(0, 4)).toEqual([
      `##[group]Run ${scenario.command}`,
      `\u001b[36;1m${scenario.command}\u001b[0m`,
      "shell: /usr/bin/bash -e {0}",
      "##[endgroup]",
    ]);
    expect(texts.length).toBeGreaterThan(5);
    expect(lines.map((line) => line.slice(0, 28))).toEqual(lines.map((line) => line.slice(0, 28)).sort());
    expect(recordedExitCode(log)).toBeGreaterThan(0);
  });

  it("names no folder of the machine that recorded it", () => {
    for (const ours of [ROOT, `${os.tmpdir()}/`, `${os.homedir()}/`, "/root/", "/var/folders/"]) {
      expect(log).not.toContain(ours);
    }
  });

  it("has the files that the command needs", () => {
    for (const file of filesNeededBy(scenario.command)) {
      expect(existsSync(path.join(repoDir, file)), file).toBe(true);
    }
  });

  const tool = QUICK_TO_RUN[id];
  if (tool !== undefined) {
    it.skipIf(!isInstalled(tool))(
      "fails now as it did when it was recorded",
      { timeout: RUN_TIME_LIMIT_MS },
      async () => {
        const run = await runExample({ repoDir, command: scenario.command, recording: {} });
        expect(run.exitCode).toBe(recordedExitCode(log));
      },
    );
  }
});

describe("the bytes of the examples", () => {
  it("keep the carriage returns that shell-crlf is about", () => {
    expect(readFileSync(path.join(EXAMPLES, "shell-crlf/repo/scripts/check.sh"), "utf8")).toMatch(/^#!.*\r\n/);
  });

  it("keep the modes of the scripts", () => {
    const isExecutable = (file: string) => (statSync(path.join(EXAMPLES, file)).mode & 0o111) !== 0;
    expect(isExecutable("shell-not-executable/repo/scripts/build.sh")).toBe(false);
    expect(isExecutable("shell-crlf/repo/scripts/check.sh")).toBe(true);
    expect(isExecutable("env-file-missing/repo/scripts/smoke-test.sh")).toBe(true);
  });
});

describe("the answer of the scripted model to python-failing-test", () => {
  const folder = path.join(EXAMPLES, "python-failing-test");

  it.skipIf(!isInstalled("python3"))(
    "is a patch that turns the test green",
    { timeout: RUN_TIME_LIMIT_MS },
    async () => {
      const answer = FixDraft.parse(readJson(path.join(folder, "model-answer.json")));
      const copy = mkdtempSync(path.join(os.tmpdir(), "pipewright-answer-"));
      try {
        cpSync(path.join(folder, "repo"), copy, { recursive: true });
        execFileSync("git", ["apply"], { cwd: copy, input: answer.patch });
        const run = await runExample({ repoDir: copy, command: "python3 -m unittest", recording: {} });
        expect(run.exitCode).toBe(0);
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
  );
});

describe("record-examples", { timeout: RUN_TIME_LIMIT_MS }, () => {
  let examples: string;
  beforeEach(() => {
    examples = mkdtempSync(path.join(os.tmpdir(), "pipewright-examples-"));
  });
  afterEach(() => rmSync(examples, { recursive: true }));

  const record = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(ROOT, "scripts/record-examples.mjs"), "--examples", examples, ...args], {
      encoding: "utf8",
    });
  const writeExample = (id: string, command: string) => {
    mkdirSync(path.join(examples, id, "repo"), { recursive: true });
    writeFileSync(path.join(examples, id, "scenario.json"), JSON.stringify({ command }));
  };

  it("writes the same log when it records again", () => {
    writeExample("broken-build", "echo building; echo no such target >&2; exit 3");
    expect(record().status).toBe(0);
    const first = readFileSync(path.join(examples, "broken-build/failure.log"), "utf8");
    expect(record().status).toBe(0);
    expect(readFileSync(path.join(examples, "broken-build/failure.log"), "utf8")).toBe(first);
    expect(first).toMatch(/building\n.*no such target\n.*##\[error\]Process completed with exit code 3\.\n$/);
  });

  it("shows the folder of a hosted runner instead of this machine's", () => {
    writeExample("lost-file", "pwd; exit 1");
    expect(record().status).toBe(0);
    expect(readFileSync(path.join(examples, "lost-file/failure.log"), "utf8")).toContain(
      " /home/runner/work/lost-file/lost-file\n",
    );
  });

  it("refuses a command that succeeds", () => {
    writeExample("green", "true");
    const result = record();
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('green: "true" succeeded, so there is no failure to record');
    expect(existsSync(path.join(examples, "green/failure.log"))).toBe(false);
  });

  it("with --check tells when the exit code is not the recorded one", () => {
    writeExample("moved-on", "exit 4");
    expect(record().status).toBe(0);
    expect(record("--check").status).toBe(0);
    writeExample("moved-on", "exit 5");
    const result = record("--check");
    expect(result.status).toBe(1);
    expect(result.stderr).toContain("moved-on: exit code 5, but the log says 4");
  });

  it("gives 128 and the number of the signal for a command that was killed", () => {
    writeExample("killed", "kill -KILL $$");
    record();
    expect(recordedExitCode(readFileSync(path.join(examples, "killed/failure.log"), "utf8"))).toBe(137);
  });
});

describe("formatJobLog", () => {
  const run = { id: "x", command: "make", exitCode: 2, startedAtMs: 0, finishedAtMs: 5_100 };

  it("keeps long pauses and drops short ones", () => {
    const stamps = (atMs: number) =>
      formatJobLog({ ...run, lines: [{ text: "waited", atMs }], finishedAtMs: atMs, realTime: false })
        .split("\n")
        .map((line) => Date.parse(line.slice(0, 23)));
    const pauseBefore = (list: number[], index: number) => (list[index] ?? 0) - (list[index - 1] ?? 0);
    expect(pauseBefore(stamps(5_100), 4)).toBeGreaterThanOrEqual(5_000);
    expect(pauseBefore(stamps(300), 4)).toBeLessThan(5);
  });

  it("uses the clock when asked to", () => {
    const log = formatJobLog({ ...run, lines: [], realTime: true });
    expect(log).toContain("1970-01-01T00:00:05.1000000Z ##[error]Process completed with exit code 2.\n");
  });
});

function filesNeededBy(command: string): string[] {
  const manifests: Record<string, string> = { npm: "package.json", go: "go.mod", make: "Makefile" };
  const words = command.split(" ");
  const manifest = manifests[words[0] ?? ""];
  const files = words.filter((word) => /^[\w./-]+\/[\w-]+\.(sh|py|json)$/.test(word));
  const tests = command.includes("-m unittest") ? ["tests/__init__.py"] : [];
  return [...files, ...tests, ...(manifest ? [manifest] : [])];
}

function isInstalled(tool: string): boolean {
  return spawnSync(tool, ["--version"], { stdio: "ignore" }).status === 0;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
