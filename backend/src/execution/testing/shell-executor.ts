import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Executor, RunRequest } from "../executor.ts";

/** Runs commands in the host's own shell, for tests of what happens around a run. `log` tells what it was asked, in order. */
export function createShellExecutor(options: { survivesCrash?: boolean } = {}): Executor & { log: string[] } {
  const log: string[] = [];
  return {
    name: "sandbox",
    survivesCrash: options.survivesCrash ?? false,
    log,
    async run(request, { signal, onOutput }) {
      log.push(`run ${request.runId}`);
      const startedAt = new Date().toISOString();
      const { exitCode, output } = await runShell(request, signal);
      onOutput(output);
      const finishedAt = new Date().toISOString();
      if (signal.aborted) return { outcome: "cancelled", exitCode: null, startedAt, finishedAt, outputTail: output };
      return { outcome: "exited", exitCode, startedAt, finishedAt, outputTail: output };
    },
    prepare: async () => ({ ok: true, message: "no image is needed" }),
    async check() {
      return { ok: true, message: "the host's shell" };
    },
    reap: async () => 0,
    async forget(runId) {
      log.push(`forget ${runId}`);
    },
    async close() {},
  };
}

async function runShell({ command, workspace }: RunRequest, signal: AbortSignal) {
  const child = spawn("sh", ["-c", command], { cwd: workspace, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
    });
  }
  signal.addEventListener("abort", () => child.kill("SIGKILL"));
  const [exitCode]: unknown[] = await once(child, "close");
  return { exitCode: typeof exitCode === "number" ? exitCode : null, output };
}
