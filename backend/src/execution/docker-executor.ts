import { setTimeout as sleep } from "node:timers/promises";
import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import type { RunResult } from "@pipewright/contract/incident";
import type Docker from "dockerode";
import { connectDocker } from "./docker/connect-docker.ts";
import { containerOptions, INSTANCE_LABEL, RUN_LABEL, runUser } from "./docker/container-options.ts";
import { hasStatus } from "./docker/docker-error.ts";
import { ensureImage, ImageMissingError, type PullPolicy } from "./docker/ensure-image.ts";
import { followOutput } from "./docker/follow-output.ts";
import { giveTo } from "./docker/give-to.ts";
import type { Executor, RunOptions, RunRequest } from "./executor.ts";
import { collectOutput } from "./run-output.ts";

const KILLED_EXIT_CODE = 137;
const CHECK_ADVICE = "Start Docker, or set DOCKER_HOST to the engine's address";
/** How long the last output of an ended container may take to arrive. ms. */
const OUTPUT_DRAIN_MS = 2000;

export interface DockerExecutorOptions {
  /** `unix:///path` or `tcp://host:port`; absent: the local socket. */
  dockerHost: string | undefined;
  pull: PullPolicy;
  /** Tells this installation's containers from others' on the same engine. */
  instanceId: string;
}

/**
 * Runs commands in containers that can do as little as possible. A container bears the name of its run and outlives this process:
 * asked again for the same run, the executor goes on with it, so that nothing is started twice.
 */
export function createDockerExecutor(options: DockerExecutorOptions): Executor {
  const docker = connectDocker(options.dockerHost);
  return {
    name: "docker",
    survivesCrash: true,
    run: (request, runOptions) => runContainer(docker, options, request, runOptions),

    async check(signal) {
      try {
        const version = await Promise.race([docker.version(), rejectOn(signal)]);
        return { ok: true, message: `Docker ${version.Version} answers` };
      } catch (error) {
        const why = signal.aborted ? "Docker does not answer" : `Docker cannot be reached: ${errorMessage(error)}`;
        return { ok: false, message: why, advice: CHECK_ADVICE };
      }
    },

    async reap(keep) {
      const filters = { label: [`${INSTANCE_LABEL}=${options.instanceId}`] };
      const found = await docker.listContainers({ all: true, filters });
      const left = found.filter(({ Labels }) => !keep.has(Labels[RUN_LABEL] ?? ""));
      for (const { Id } of left) await remove(docker.getContainer(Id));
      return left.length;
    },

    forget: (runId) => remove(docker.getContainer(containerName(runId))),
    close: async () => {},
  };
}

async function runContainer(
  docker: Docker,
  { instanceId, pull }: DockerExecutorOptions,
  request: RunRequest,
  { signal, onOutput }: RunOptions,
): Promise<RunResult> {
  const begun = new Date().toISOString();
  const output = collectOutput(onOutput);
  const notRun = (outcome: RunResult["outcome"], reason: string): RunResult => {
    const finishedAt = new Date().toISOString();
    return { outcome, exitCode: null, reason, startedAt: begun, finishedAt, outputTail: output.tail() };
  };
  if (request.image === undefined) return notRun("unavailable", "No image is named to run it in.");
  try {
    const container = docker.getContainer(containerName(request.runId));
    if (!(await exists(container))) {
      await ensureImage(docker, request.image, pull, signal);
      const user = runUser();
      await giveTo(request.workspace, user);
      await docker
        .createContainer(
          containerOptions({ request, image: request.image, name: containerName(request.runId), instanceId, user }),
        )
        // Somebody made it in between: it is the same run.
        .catch((error: unknown) => ignoreStatus(error, 409));
    }
    // 304: it runs already.
    await container.start().catch((error: unknown) => ignoreStatus(error, 304, 409));
    return await watch(container, request, signal, output);
  } catch (error) {
    if (signal.aborted) return notRun("cancelled", "The run was called off.");
    if (error instanceof ImageMissingError) return notRun("unavailable", error.message);
    if (hasStatus(error, 400))
      return notRun("unavailable", `The image cannot run a shell command: ${errorMessage(error)}`);
    throw new UpstreamError("docker_failed", `Docker failed: ${errorMessage(error)}`, {
      cause: error,
      retryable: true,
    });
  }
}

/** Follows a container to its end; when called off, leaves it running, to be taken up again. */
async function watch(
  container: Docker.Container,
  { limits }: RunRequest,
  signal: AbortSignal,
  output: ReturnType<typeof collectOutput>,
): Promise<RunResult> {
  const startedAt = new Date((await container.inspect()).State.StartedAt);
  const following = followOutput(container, (text) => output.add(text), signal);
  const left = Math.max(0, startedAt.getTime() + limits.timeoutMs - Date.now());
  let timedOut = false;
  const alarm = setTimeout(() => {
    timedOut = true;
    container.kill().catch(() => {});
  }, left);
  try {
    await Promise.race([container.wait(), rejectOn(signal)]);
  } finally {
    clearTimeout(alarm);
  }
  await Promise.race([following, sleep(OUTPUT_DRAIN_MS)]);
  const { State: state } = await container.inspect();
  const times = {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date(state.FinishedAt).toISOString(),
    outputTail: output.tail(),
  };
  const exitCode = state.ExitCode;
  if (timedOut) {
    return { outcome: "timed_out", exitCode: null, reason: `stopped after ${limits.timeoutMs / 1000} s`, ...times };
  }
  if (state.OOMKilled && exitCode === KILLED_EXIT_CODE) {
    const megabytes = Math.round(limits.memoryBytes / (1024 * 1024));
    return { outcome: "out_of_memory", exitCode, reason: `needed more than ${megabytes} MB of memory`, ...times };
  }
  if (state.Error) return { outcome: "unavailable", exitCode: null, reason: state.Error, ...times };
  return { outcome: "exited", exitCode, ...times };
}

function containerName(runId: string): string {
  return `pipewright-${runId}`;
}

async function exists(container: Docker.Container): Promise<boolean> {
  try {
    await container.inspect();
    return true;
  } catch (error) {
    if (hasStatus(error, 404)) return false;
    throw error;
  }
}

async function remove(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch((error: unknown) => ignoreStatus(error, 404, 409));
}

function ignoreStatus(error: unknown, ...statuses: number[]): void {
  if (!statuses.some((status) => hasStatus(error, status))) throw error;
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
