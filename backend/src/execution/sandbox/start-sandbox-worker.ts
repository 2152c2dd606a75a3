import { Worker, type WorkerOptions } from "node:worker_threads";
import type { SandboxJob } from "./sandbox-messages.ts";
import { WAIT_FOR_CHANGE_ARGS } from "./wait-for-change.ts";

const MIB = 1024 * 1024;
const STACK_MIB = 8;

/**
 * Starts the worker thread that runs one command. Beside compiled code it is a `.js` file; beside TypeScript (tests, `npm run
 * dev`) it is the `.ts` file, which Node 20 cannot read by itself, so the thread first turns tsx on for itself.
 */
export function startSandboxWorker(job: SandboxJob, memoryBytes: number): Worker {
  const options: WorkerOptions = {
    workerData: job,
    // The commands of a run must not see the server's environment.
    env: {},
    execArgv: WAIT_FOR_CHANGE_ARGS,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memoryBytes / MIB), stackSizeMb: STACK_MIB },
    stdout: true,
    stderr: true,
  };
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./sandbox-worker.js", import.meta.url), options);
  const source = new URL("./sandbox-worker.ts", import.meta.url).href;
  const tsx = import.meta.resolve("tsx/esm/api");
  const code = `import(${JSON.stringify(tsx)}).then((tsx) => (tsx.register(), import(${JSON.stringify(source)})))`;
  return new Worker(code, { ...options, eval: true });
}
