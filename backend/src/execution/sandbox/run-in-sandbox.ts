import { Bash, type BashExecResult, decodeBytesToUtf8, stdoutAsBytes } from "just-bash";
import { emulateExec } from "./emulate-exec.ts";
import { extraCommands } from "./extra-commands.ts";
import { whyNotRunnable } from "./judge-sandbox-run.ts";
import { loadWorkspace, MOUNT } from "./load-workspace.ts";
import { pythonCommands } from "./python-command.ts";
import { collectChanges, watchWrites } from "./record-changes.ts";
import type { SandboxAnswer, SandboxJob } from "./sandbox-messages.ts";
import { watchMissingPrograms } from "./watch-missing-programs.ts";

/** Far above what a command needs: the wall clock is what ends a loop. */
const MANY = 50_000_000;
const OUTPUT_MAX_BYTES = 32 * 1024 * 1024;
/** The JavaScript that comes with just-bash hangs on an older Node. */
const JAVASCRIPT_NODE_VERSION = [22, 13] as const;

/** Runs one command in a simulated shell over a copy of the workspace. Nothing of the host is written or started. */
export async function runInSandbox(job: SandboxJob): Promise<SandboxAnswer> {
  const loaded = await loadWorkspace(job.workspace, job.maxFileBytes);
  const { fs } = loaded;
  const touched = watchWrites(fs);
  const missing = watchMissingPrograms(fs);
  emulateExec(fs);
  const bash = new Bash({
    fs,
    cwd: MOUNT,
    env: { HOME: "/tmp/home", USER: "user", CI: "true", LANG: "C.UTF-8", PATH: "/usr/bin:/bin", ...job.env },
    python: true,
    javascript: hasJavaScript(process.versions.node),
    customCommands: [...pythonCommands(missing), ...extraCommands(missing)],
    executionLimits: {
      maxExecutionTimeMs: job.timeoutMs,
      maxPythonTimeoutMs: job.timeoutMs,
      maxJsTimeoutMs: job.timeoutMs,
      maxCommandCount: MANY,
      maxLoopIterations: MANY,
      maxAwkIterations: MANY,
      maxSedIterations: MANY,
      maxWorkUnits: MANY,
      maxOutputSize: OUTPUT_MAX_BYTES,
      maxFileSystemBytes: job.maxFileBytes,
    },
  });
  await fs.mkdir("/tmp/home", { recursive: true });
  const result = await bash.exec(job.command, { rawScript: true });
  const output = outputOf(result);
  const reason = whyNotRunnable({ exitCode: result.exitCode, output, missing });
  if (reason !== undefined) return { kind: "unavailable", reason, output };
  const changes = await collectChanges(loaded, touched, job.workspace);
  return { kind: "exited", exitCode: result.exitCode, output, changes };
}

/** True when this Node can run just-bash's JavaScript. `version` is as in `process.versions.node`. */
export function hasJavaScript(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor, neededMinor] = JAVASCRIPT_NODE_VERSION;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

function outputOf(result: BashExecResult): string {
  const stdout = decodeBytesToUtf8(stdoutAsBytes(result));
  const gap = stdout === "" || stdout.endsWith("\n") || result.stderr === "" ? "" : "\n";
  return stdout + gap + result.stderr;
}
