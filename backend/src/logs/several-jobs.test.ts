import { describe, expect, it } from "vitest";
import { diagnoseWithKnowledge } from "../agents/knowledge/diagnose-with-knowledge.ts";
import { reduceLog } from "./reduce-log.ts";

const TIME = "2026-08-30T10:11:56.7587438Z";
const COMPILE = "src/plugins.ts(2,29): error TS2305: Module './ports' has no exported member 'read'.";
const STEP = (command: string, ...output: string[]) => [
  `##[group]Run ${command}`,
  command,
  "shell: /usr/bin/bash -e {0}",
  "##[endgroup]",
  ...output,
];

/** As GitHub's API gives the logs of a run's failed jobs, read one after the other. */
const ONE_AFTER_THE_OTHER = [
  "##[section]Starting: types",
  ...[...STEP("npm run types", COMPILE, "##[error]Process completed with exit code 2."), "Post job cleanup."].map(
    timed,
  ),
  "##[section]Starting: lint",
  ...STEP("npm run lint", "1:7 is fine").map(timed),
  ...STEP(
    "ruff check",
    "src/main.py:1:8: F401 `os` imported but unused",
    "##[error]Process completed with exit code 1.",
  ).map(timed),
];

/** As `gh run view --log` prints a run, with those jobs that passed. */
const COLUMNS = [
  ...STEP("npm run types", COMPILE, "##[error]Process completed with exit code 2.").map(
    (line) => `types\tCheck\t${timed(line)}`,
  ),
  ...STEP("npm test", "##[error]tries again", "all well").map((line) => `test\tCheck\t${timed(line)}`),
  ...STEP(
    "ruff check",
    "src/main.py:1:8: F401 `os` imported but unused",
    "##[error]Process completed with exit code 1.",
  ).map((line) => `lint\tCheck\t${timed(line)}`),
];

function timed(line: string): string {
  return `${TIME} ${line}`;
}

function read(lines: readonly string[]) {
  const { diagnosis } = diagnoseWithKnowledge(reduceLog(`${lines.join("\n")}\n`));
  return diagnosis.evidence.map(({ startLine, reason }) => `${lines[startLine - 1]?.replace(/^.*Z /, "")} (${reason})`);
}

describe("a log of several jobs", () => {
  it("shows why each of them failed, the first one first, and names the job", () => {
    const expected = [
      `${COMPILE} (type error, job types)`,
      "src/main.py:1:8: F401 `os` imported but unused (lint or type error, job lint)",
    ];
    expect(read(ONE_AFTER_THE_OTHER)).toEqual(expected);
    expect(read(COLUMNS)).toEqual(expected);
  });

  it("names no job where one alone failed", () => {
    expect(read(COLUMNS.filter((line) => !line.startsWith("lint")))).toEqual([`${COMPILE} (type error)`]);
  });

  it("takes the tasks of Azure, which carry a time, for steps of one job", () => {
    const tasks = ["Build", "Publish"].flatMap((task) => [
      `##[section]Starting: ${task}`,
      `##[error]${task} failed`,
      `##[section]Finishing: ${task}`,
    ]);
    expect(read(tasks.map(timed))).toEqual(["##[error]Build failed (error line)"]);
  });
});
