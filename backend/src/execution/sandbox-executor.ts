import type { Worker } from "node:worker_threads";
import type { RunResult } from "@pipewright/contract/incident";
import type { Executor, RunOptions, RunRequest } from "./executor.ts";
import { collectOutput, type RunOutput } from "./run-output.ts";
import { applyChanges } from "./sandbox/apply-changes.ts";
import type { SandboxAnswer } from "./sandbox/sandbox-messages.ts";
import { startSandboxWorker } from "./sandbox/start-sandbox-worker.ts";

/** Loading the shell takes a moment that is not the command's. */
const START_ALLOWANCE_MS = 10_000;

type Ending = Pick<RunResult, "outcome" | "exitCode" | "reason">;

/**
 * Runs commands in a simulated shell with its own coreutils and Python, each run in a worker thread over an in-memory copy of
 * the workspace. No program of the host is started and there is no network. What a run changed is written to the workspace
 * when it ends by itself, and not at all when it is stopped.
 */
export function createSandboxExecutor(): Executor {
  const workers = new Set<Worker>();
  return {
    name: "sandbox",
    survivesCrash: false,
    run: (request, options) => runOnce(request, options, workers),
    async check() {
      return { ok: true, message: "embedded sandbox: shell, coreutils and Python; no network, no other programs" };
    },
    prepare: async () => ({ ok: true, message: "It needs no image" }),
    reap: async () => 0,
    forget: async () => {},
    async close() {
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

async function runOnce(request: RunRequest, options: RunOptions, workers: Set<Worker>): Promise<RunResult> {
  const startedAt = new Date().toISOString();
  const output = collectOutput(options.onOutput);
  const ending = options.signal.aborted ? cancelled() : await runInWorker(request, options, output, workers);
  return { ...ending, startedAt, finishedAt: new Date().toISOString(), outputTail: output.tail() };
}

async function runInWorker(
  request: RunRequest,
  options: RunOptions,
  output: RunOutput,
  workers: Set<Worker>,
): Promise<Ending> {
  const { timeoutMs, memoryBytes } = request.limits;
  const worker = startSandboxWorker(
    {
      workspace: request.workspace,
      command: request.command,
      env: { ...request.env },
      timeoutMs: timeoutMs + START_ALLOWANCE_MS,
      maxFileBytes: memoryBytes,
    },
    memoryBytes,
  );
  workers.add(worker);
  try {
    const answer = await answerOf(worker, timeoutMs, options.signal);
    if ("outcome" in answer) return answer;
    output.add(answer.output);
    if (answer.kind === "unavailable") return { outcome: "unavailable", exitCode: null, reason: answer.reason };
    if (request.keepChanges === false) return { outcome: "exited", exitCode: answer.exitCode };
    const refusal = await applyChanges(request.workspace, answer.changes);
    if (refusal === undefined) return { outcome: "exited", exitCode: answer.exitCode };
    return { outcome: "unavailable", exitCode: null, reason: `The changes of the command were not taken: ${refusal}` };
  } finally {
    workers.delete(worker);
    await worker.terminate();
  }
}

/** Waits for the worker's answer, its death, the time limit or the caller, whichever is first. */
function answerOf(worker: Worker, timeoutMs: number, signal: AbortSignal): Promise<SandboxAnswer | Ending> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const settle = (answer: SandboxAnswer | Ending): void => {
      over.abort();
      resolve(answer);
    };
    const timer = setTimeout(() => settle(timedOut(timeoutMs)), timeoutMs);
    over.signal.addEventListener("abort", () => clearTimeout(timer));
    signal.addEventListener("abort", () => settle(cancelled()), { signal: over.signal });
    worker.on("message", (answer: SandboxAnswer) => settle(answer));
    worker.on("error", (error) => settle(crashed(error)));
    worker.on("exit", () => settle(cancelled()));
  });
}

function timedOut(timeoutMs: number): Ending {
  return { outcome: "timed_out", exitCode: null, reason: `Stopped after ${timeoutMs / 1000} s` };
}

function crashed(error: Error): Ending {
  if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { outcome: "out_of_memory", exitCode: null, reason: "The command used more memory than it may" };
  }
  return { outcome: "unavailable", exitCode: null, reason: `The embedded sandbox broke: ${error.message}` };
}

function cancelled(): Ending {
  return { outcome: "cancelled", exitCode: null, reason: "Stopped before it ended" };
}
