import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import type { RunResult } from "@pipewright/contract/incident";
import type Docker from "dockerode";
import { connectDocker } from "./docker/connect-docker.ts";
import { INSTANCE_LABEL, RUN_LABEL } from "./docker/container-options.ts";
import { hasStatus } from "./docker/docker-error.ts";
import { ensureImage, ImageMissingError, type PullPolicy } from "./docker/ensure-image.ts";
import { type HostsGate, openHostsGate, removeHostsNetwork } from "./docker/hosts-gate.ts";
import type { HostsProxyOptions } from "./docker/hosts-proxy.ts";
import { rejectOn } from "./docker/reject-on.ts";
import { CannotRunError, startOnce } from "./docker/start-once.ts";
import { watchContainer } from "./docker/watch-container.ts";
import type { Executor, RunOptions, RunRequest } from "./executor.ts";
import { collectOutput } from "./run-output.ts";

const NO_IMAGE = "No image is named to run it in";
const CHECK_ADVICE = "Start Docker, or set DOCKER_HOST to the engine's address";
export interface DockerExecutorOptions {
  /** `unix:///path` or `tcp://host:port`; absent: the local socket. */
  dockerHost: string | undefined;
  pull: PullPolicy;
  /** Tells this installation's containers from others' on the same engine. */
  instanceId: string;
  /** How names become addresses where a policy names hosts; absent: the machine's own way. */
  lookup?: HostsProxyOptions["lookup"];
}

/**
 * Runs commands in containers that can do as little as possible. A container bears the name of its run and outlives this process:
 * asked again for the same run, the executor goes on with it, so that nothing is started twice.
 */
export function createDockerExecutor(options: DockerExecutorOptions): Executor {
  const docker = connectDocker(options.dockerHost);
  const starting = createStarting();
  return {
    name: "docker",
    survivesCrash: true,
    run: (request, runOptions) => runContainer(docker, starting, options, request, runOptions),

    async check(signal) {
      try {
        const version = await Promise.race([docker.version(), rejectOn(signal)]);
        return { ok: true, message: `Docker ${version.Version} answers` };
      } catch (error) {
        const why = signal.aborted ? "Docker does not answer" : `Docker cannot be reached: ${errorMessage(error)}`;
        return { ok: false, message: why, advice: CHECK_ADVICE };
      }
    },

    async prepare(image, signal) {
      if (image === undefined) return { ok: false, message: NO_IMAGE };
      try {
        await ensureImage(docker, image, options.pull, signal);
        return { ok: true, message: `The image ${image} is there` };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ImageMissingError) return { ok: false, message: error.message };
        throw dockerFailed(error);
      }
    },

    async reap(keep) {
      const filters = { label: [`${INSTANCE_LABEL}=${options.instanceId}`] };
      const found = await docker.listContainers({ all: true, filters });
      const left = found.filter(({ Labels }) => !keep.has(Labels[RUN_LABEL] ?? ""));
      for (const { Id } of left) await remove(docker.getContainer(Id));
      const networks = await docker.listNetworks({ filters });
      for (const { Name, Labels } of networks) {
        if (!keep.has(Labels?.[RUN_LABEL] ?? "")) await removeHostsNetwork(docker, Name);
      }
      return left.length;
    },

    async forget(runId) {
      await remove(docker.getContainer(containerName(runId)));
      await removeHostsNetwork(docker, containerName(runId));
    },
    close: async () => {},
  };
}

async function runContainer(
  docker: Docker,
  starting: Starting,
  options: DockerExecutorOptions,
  request: RunRequest,
  { signal, onOutput }: RunOptions,
): Promise<RunResult> {
  const begun = new Date().toISOString();
  const output = collectOutput(onOutput);
  const notRun = (outcome: RunResult["outcome"], reason: string): RunResult => {
    const finishedAt = new Date().toISOString();
    return { outcome, exitCode: null, reason, startedAt: begun, finishedAt, outputTail: output.tail() };
  };
  if (request.image === undefined) return notRun("unavailable", NO_IMAGE);
  const { pull, instanceId } = options;
  const name = containerName(request.runId);
  let gate: HostsGate | undefined;
  try {
    signal.throwIfAborted();
    gate = await openGate(docker, options, request, (text) => output.add(text));
    const input = { request, image: request.image, name, instanceId, pull, gate };
    const started = await starting.oneAtATime(request.runId, () => startOnce(docker, input, signal));
    return await watchContainer(started, request.limits, output, signal);
  } catch (error) {
    if (signal.aborted) return notRun("cancelled", "The run was called off.");
    if (error instanceof ImageMissingError || error instanceof CannotRunError)
      return notRun("unavailable", error.message);
    throw dockerFailed(error);
  } finally {
    await gate?.close();
  }
}

/** The gate of a run that may reach some hosts only; undefined where it may reach all, or none. */
async function openGate(
  docker: Docker,
  { instanceId, lookup }: DockerExecutorOptions,
  { network, hosts, runId }: RunRequest,
  say: (text: string) => void,
): Promise<HostsGate | undefined> {
  if (!network || hosts === undefined) return undefined;
  return openHostsGate(docker, {
    runId,
    instanceId,
    name: containerName(runId),
    hosts,
    lookup,
    onRefused: (host) => say(`[pipewright] refused: ${host} is not among the hosts that the policy names\n`),
  });
}

function dockerFailed(cause: unknown): UpstreamError {
  return new UpstreamError("docker_failed", `Docker failed: ${errorMessage(cause)}`, { cause, retryable: true });
}

interface Starting {
  oneAtATime<T>(runId: string, start: () => Promise<T>): Promise<T>;
}

/** Two calls for the same run must not both find that its container was never started. */
function createStarting(): Starting {
  const last = new Map<string, Promise<unknown>>();
  return {
    async oneAtATime(runId, start) {
      const before = last.get(runId);
      const mine = Promise.resolve(before).then(start, start);
      last.set(runId, mine);
      try {
        return await mine;
      } finally {
        if (last.get(runId) === mine) last.delete(runId);
      }
    },
  };
}

function containerName(runId: string): string {
  return `pipewright-${runId}`;
}

async function remove(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch((error: unknown) => ignoreStatus(error, 404, 409));
}

function ignoreStatus(error: unknown, ...statuses: number[]): void {
  if (!statuses.some((status) => hasStatus(error, status))) throw error;
}
