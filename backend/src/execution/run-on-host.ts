import { type ChildProcess, spawn } from "node:child_process";
import type { RunResult } from "@pipewright/contract/incident";
import type { RunOptions } from "./executor.ts";
import { collectOutput } from "./run-output.ts";

/** A check that the operator, and nobody else, has configured to run on the host after a fix. */
export interface HostCheck {
  /** Program and arguments; no shell reads them. */
  command: readonly string[];
  /** Environment of the program, e.g. PATH and DOCKER_HOST. */
  env: Readonly<Record<string, string | undefined>>;
}

export interface HostRun extends RunOptions {
  cwd: string;
  timeoutMs: number;
}

type Ending = Pick<RunResult, "outcome" | "exitCode" | "reason">;

/** The user's documented default for `composeVerify`. */
export const COMPOSE_VERIFY_COMMAND = [
  "docker",
  "compose",
  "--profile",
  "test",
  "run",
  "--rm",
  "backend-tests",
] as const;

/** Runs a configured check on the host, in the fixed workspace, as a process group that ends as a whole. */
export async function runOnHost(check: HostCheck, run: HostRun): Promise<RunResult> {
  const startedAt = new Date().toISOString();
  const output = collectOutput(run.onOutput);
  const [program = "", ...args] = check.command;
  const env: NodeJS.ProcessEnv = { ...check.env };
  const child = spawn(program, args, { cwd: run.cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => output.add(text));
  }
  const ending = await endOf(child, program, run);
  return { ...ending, startedAt, finishedAt: new Date().toISOString(), outputTail: output.tail() };
}

function endOf(child: ChildProcess, program: string, { timeoutMs, signal }: HostRun): Promise<Ending> {
  return new Promise((resolve) => {
    let stopped: Ending | undefined;
    const stop = (ending: Ending): void => {
      stopped ??= ending;
      killGroup(child);
    };
    const cancelled: Ending = { outcome: "cancelled", exitCode: null, reason: "Stopped before it ended" };
    const late: Ending = { outcome: "timed_out", exitCode: null, reason: `Stopped after ${timeoutMs / 1000} s` };
    const timer = setTimeout(() => stop(late), timeoutMs);
    const onAbort = (): void => stop(cancelled);
    signal.addEventListener("abort", onAbort);
    const finish = (ending: Ending): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      resolve(stopped ?? ending);
    };
    if (signal.aborted) onAbort();
    child.on("error", (error) =>
      finish({ outcome: "unavailable", exitCode: null, reason: `${program} cannot be started: ${error.message}` }),
    );
    child.on("close", (code, by) => {
      if (code !== null) finish({ outcome: "exited", exitCode: code });
      else finish({ outcome: "cancelled", exitCode: null, reason: `Ended by ${by}` });
    });
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}
