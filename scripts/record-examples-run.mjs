import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startHardship } from "./record-examples-hardship.mjs";

const TOOLS_DIR = fileURLToPath(new URL("../node_modules/.bin", import.meta.url));
const RUNNER_HOME = "/home/runner";
const TIME_LIMIT_MS = 180_000;

/**
 * Runs the command in a fresh copy of the repository, as a step of a hosted runner would: a script file, `bash -e`,
 * standard output and standard error through one pipe. Gives the lines with their times, in which the folders of this
 * machine are replaced by those of a hosted runner, and the exit code (128 + signal number when it was killed).
 */
export async function runExample({ repoDir, command, recording }) {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "pipewright-record-")));
  const name = recording.repository ?? path.basename(path.dirname(repoDir));
  const home = path.join(root, "runner");
  const workspace = path.join(home, "work", name, name);
  const script = path.join(home, "work", "_temp", `${stepId(command)}.sh`);
  const hardship = await startHardship(recording, { workspace, home });
  try {
    mkdirSync(path.dirname(script), { recursive: true });
    writeFileSync(script, `${command}\n`);
    cpSync(repoDir, workspace, { recursive: true });

    const [file, ...args] = hardship.wrap(["bash", "--noprofile", "--norc", "-e", script]);
    const run = await runToEnd(file, args, { cwd: workspace, env: runnerEnvironment(home) });
    const rename = foldersOfRunner(home, run.lines);
    const lines = run.lines.map(({ text, atMs }) => ({ text: rename(text), atMs }));
    const leak = lines.find(({ text }) => text.includes(root) || text.includes(path.dirname(TOOLS_DIR)));
    if (leak) throw new Error(`the output names a folder of this machine: ${leak.text}`);
    return { ...run, lines };
  } finally {
    await hardship.end();
    rmSync(root, { recursive: true, force: true });
  }
}

/** A runner names the script of a step by a UUID; ours is made from the command, so that it stays the same. */
function stepId(command) {
  const hex = createHash("sha256").update(command).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

function runnerEnvironment(home) {
  return {
    PATH: `${process.env.PATH}${path.delimiter}${TOOLS_DIR}`,
    HOME: home,
    LANG: "C.UTF-8",
    CI: "true",
    GITHUB_ACTIONS: "true",
    npm_config_update_notifier: "false",
  };
}

function runToEnd(file, args, options) {
  return new Promise((resolve, reject) => {
    const startedAtMs = Date.now();
    const lines = [];
    let rest = "";
    // `exec 2>&1` before the shell: one pipe, so that the order of the lines is the order in which they were written.
    const child = spawn("sh", ["-c", 'exec "$@" 2>&1', "sh", file, ...args], {
      ...options,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), TIME_LIMIT_MS);
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (chunk) => {
      const parts = (rest + chunk).split(/\r?\n/);
      rest = parts.pop();
      lines.push(...parts.map((text) => ({ text, atMs: Date.now() })));
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const finishedAtMs = Date.now();
      if (rest) lines.push({ text: rest, atMs: finishedAtMs });
      resolve({ lines, startedAtMs, finishedAtMs, exitCode: code ?? 128 + os.constants.signals[signal] });
    });
  });
}

/** Replaces this machine's folders by the ones that a hosted runner has. */
function foldersOfRunner(home, lines) {
  const namesPython = lines.some(({ text }) => text.includes("/lib/python"));
  const folders = [[home, RUNNER_HOME], ...(namesPython ? [pythonFolder()] : [])];
  return (text) => folders.reduce((result, [ours, theirs]) => result.replaceAll(ours, theirs), text);
}

/** The Python that `python3` is, and where a hosted runner keeps that version. */
function pythonFolder() {
  const program = "import platform, sys; print(sys.base_prefix); print(platform.python_version())";
  const [prefix, version] = execFileSync("python3", ["-c", program], { encoding: "utf8" }).trim().split("\n");
  return [`${prefix}/lib/python`, `/opt/hostedtoolcache/Python/${version}/x64/lib/python`];
}
