import { execFile } from "node:child_process";
import { devNull } from "node:os";
import { UpstreamError } from "@pipewright/contract/errors";

const GIT_OUTPUT_MAX_BYTES = 64 * 1024 * 1024;
const GIT_TIMEOUT_MS = 5 * 60_000;

/** What a fetch may need of the server's own environment; nothing else of it reaches git. */
const REMOTE_VARIABLES = [
  "HOME",
  "USERPROFILE",
  "SSH_AUTH_SOCK",
  "SSH_AGENT_PID",
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_SSL_CAINFO",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "all_proxy",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
] as const;

const ALWAYS_VARIABLES = ["PATH", "Path", "SystemRoot", "TMPDIR", "TEMP", "TMP"] as const;

/** Settings that win over every configuration file, so that nothing of a repository's is ever run. */
const SAFE_SETTINGS = [
  ["core.hooksPath", devNull],
  ["core.fsmonitor", "false"],
  ["core.attributesFile", devNull],
  ["core.autocrlf", "false"],
  ["core.fileMode", "true"],
  ["core.pager", "cat"],
  ["submodule.recurse", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["commit.gpgSign", "false"],
  ["protocol.allow", "never"],
  ["advice.addEmbeddedRepo", "false"],
] as const;

/** What may be different a minute later. */
const PASSING =
  /could not resolve|timed out|connection (refused|reset)|failed to connect|unreachable|no route to host|early EOF|hung up|empty reply|cannot lock ref|reference already exists|returned error: (429|5\d\d)|temporarily/i;

/** What git adds to any refusal of ssh, whatever the reason. */
const SAYS_NOTHING =
  /^(Please make sure you have the correct access rights|and the repository exists\.|ssh_askpass: .*)$/;

/** git could not do what was asked; `stderr` is its own word. */
export class GitError extends UpstreamError {
  readonly stderr: string;

  constructor(code: string, message: string, stderr: string, options?: ErrorOptions) {
    super(code, message, { ...options, retryable: code === "git_timeout" || PASSING.test(stderr) });
    this.stderr = stderr;
  }
}

export interface GitCall {
  cwd?: string | undefined;
  signal: AbortSignal;
  timeoutMs?: number;
  input?: string;
  /** True for calls that talk to a server: they see the operator's own git configuration, ssh agent and proxies. */
  remote?: boolean;
  /** Settings for this call alone; they travel in the environment, where other users cannot read them. */
  settings?: ReadonlyArray<readonly [name: string, value: string]>;
  env?: Readonly<Record<string, string>>;
}

/** Runs git and resolves to its standard output, as bytes. @throws GitError */
export type Git = (args: readonly string[], call: GitCall) => Promise<Buffer>;

/** Makes the one function through which git is called. `env` is the server's environment, of which little is passed on. */
export function createGit(options: { env: Readonly<Record<string, string | undefined>> }): Git {
  return (args, call) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        "git",
        [...args],
        {
          cwd: call.cwd,
          env: gitEnvironment(options.env, call),
          signal: call.signal,
          timeout: call.timeoutMs ?? GIT_TIMEOUT_MS,
          killSignal: "SIGKILL",
          maxBuffer: GIT_OUTPUT_MAX_BYTES,
          encoding: "buffer",
          windowsHide: true,
        },
        (error, stdout, stderr) => {
          if (!error) resolve(stdout);
          else if (call.signal.aborted) reject(call.signal.reason);
          else reject(gitError(args, error, stderr.toString("utf8"), call.timeoutMs ?? GIT_TIMEOUT_MS));
        },
      );
      child.stdin?.on("error", () => {});
      child.stdin?.end(call.input ?? "");
    });
}

function gitEnvironment(hostEnv: Readonly<Record<string, string | undefined>>, call: GitCall): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    // ssh asks nobody, not even at the terminal that the server was started from.
    SSH_ASKPASS: "",
    SSH_ASKPASS_REQUIRE: "force",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_ATTR_NOSYSTEM: "1",
    LC_ALL: "C",
  };
  const passed: readonly string[] = call.remote ? [...ALWAYS_VARIABLES, ...REMOTE_VARIABLES] : ALWAYS_VARIABLES;
  for (const name of passed) {
    const value = hostEnv[name];
    if (value !== undefined) env[name] = value;
  }
  if (!call.remote) {
    env.GIT_CONFIG_NOSYSTEM = "1";
    env.GIT_CONFIG_GLOBAL = devNull;
    env.GIT_CONFIG_SYSTEM = devNull;
  }
  const settings = [...SAFE_SETTINGS, ...(call.settings ?? [])];
  env.GIT_CONFIG_COUNT = String(settings.length);
  for (const [index, [name, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = name;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return { ...env, ...call.env };
}

interface ExecFileError extends Error {
  code?: string | number | null | undefined;
  killed?: boolean | undefined;
}

function gitError(args: readonly string[], error: ExecFileError, stderr: string, timeoutMs: number): GitError {
  if (error.code === "ENOENT") {
    return new GitError("git_missing", "git is not installed or not in PATH; install git on the server", stderr, {
      cause: error,
    });
  }
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") {
    const mib = GIT_OUTPUT_MAX_BYTES / 1024 / 1024;
    return new GitError("git_output_too_large", `git ${args[0]} gave more than ${mib} MiB`, stderr, { cause: error });
  }
  if (error.killed) {
    return new GitError("git_timeout", `git ${args[0]} took longer than ${timeoutMs / 1000} s`, stderr, {
      cause: error,
    });
  }
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !SAYS_NOTHING.test(line));
  const said = lines.slice(-4).join("; ").trim();
  return new GitError("git_failed", said === "" ? `git ${args[0]} failed` : said, stderr, { cause: error });
}
