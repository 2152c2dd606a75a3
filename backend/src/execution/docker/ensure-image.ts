import { errorMessage } from "@pipewright/contract/errors";
import type Docker from "dockerode";
import { hasStatus } from "./docker-error.ts";

export type PullPolicy = "missing" | "never";

/** The image is not there and cannot be had. */
export class ImageMissingError extends Error {
  constructor(image: string, why: string) {
    super(`The image ${image} is not on the Docker engine ${why}. Pull it there: docker pull ${image}`);
    this.name = "ImageMissingError";
  }
}

/** The engine's own words, without what the client and the transport put around them. */
function shortReason(error: unknown): string {
  return errorMessage(error)
    .replace(/^\(HTTP code \d+\) [^-]*- /, "")
    .replace(/^Get "[^"]*": /, "")
    .trim();
}

/** Sees to it that the engine has the image. @throws ImageMissingError */
export async function ensureImage(docker: Docker, image: string, pull: PullPolicy, signal: AbortSignal): Promise<void> {
  try {
    await docker.getImage(image).inspect();
    return;
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
  if (pull === "never") throw new ImageMissingError(image, "and DOCKER_PULL=never forbids to pull it");
  try {
    const progress = await docker.pull(image, { abortSignal: signal });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(progress, (error: Error | null) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new ImageMissingError(image, `and could not be pulled (${shortReason(error)})`);
  }
}
