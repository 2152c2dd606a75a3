import { errorMessage } from "@pipewright/contract/errors";
import type Docker from "dockerode";
import type { RunRequest } from "../executor.ts";
import { type ContainerInput, containerOptions, runUser } from "./container-options.ts";
import { hasStatus } from "./docker-error.ts";
import { ensureImage, type PullPolicy } from "./ensure-image.ts";
import { giveTo } from "./give-to.ts";

/** The engine will not run this, now or later. */
export class CannotRunError extends Error {
  constructor(why: string) {
    super(why);
    this.name = "CannotRunError";
  }
}

export interface StartInput {
  request: RunRequest;
  image: string;
  /** The container's name, which belongs to the run for ever. */
  name: string;
  instanceId: string;
  pull: PullPolicy;
  gate?: ContainerInput["gate"];
}

export interface StartedContainer {
  container: Docker.Container;
  /** All of its output; only where it was started now. */
  live?: NodeJS.ReadWriteStream;
}

/**
 * The container of a run: started now if it never was, else as it is, running or ended. An ended one is never started again,
 * which the engine itself would do. @throws ImageMissingError, CannotRunError
 */
export async function startOnce(docker: Docker, input: StartInput, signal: AbortSignal): Promise<StartedContainer> {
  const container = docker.getContainer(input.name);
  let status = await statusOf(container);
  if (status === undefined) {
    await create(docker, input, signal);
    status = "created";
  }
  if (status !== "created") return { container };
  const live = await container.attach({ stream: true, stdout: true, stderr: true });
  await start(container);
  return { container, live };
}

async function create(docker: Docker, input: StartInput, signal: AbortSignal): Promise<void> {
  const { request, image, name, instanceId, pull, gate } = input;
  await ensureImage(docker, image, pull, signal);
  const user = runUser();
  await giveTo(request.workspace, user);
  signal.throwIfAborted();
  try {
    await docker.createContainer(containerOptions({ request, image, name, instanceId, user, gate }));
  } catch (error) {
    if (hasStatus(error, 400)) throw new CannotRunError(`Docker refuses the container: ${errorMessage(error)}`);
    throw error;
  }
}

async function start(container: Docker.Container): Promise<void> {
  try {
    await container.start();
  } catch (error) {
    if (hasStatus(error, 304)) return;
    if (hasStatus(error, 400)) throw new CannotRunError(`The image cannot run a shell command: ${errorMessage(error)}`);
    throw error;
  }
}

/** `created`, `running`, `exited`, ...; undefined when there is no such container. */
async function statusOf(container: Docker.Container): Promise<string | undefined> {
  try {
    return (await container.inspect()).State.Status;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}
