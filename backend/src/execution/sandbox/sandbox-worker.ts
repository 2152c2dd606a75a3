import { parentPort, workerData } from "node:worker_threads";
import { runInSandbox } from "./run-in-sandbox.ts";
import type { SandboxJob } from "./sandbox-messages.ts";

const job: SandboxJob = workerData;
parentPort?.postMessage(await runInSandbox(job));
