import { connectDocker } from "../execution/docker/connect-docker.ts";

/** What `scripts/make-test-images.mjs` puts before the names of its images. */
export const TEST_IMAGE_PREFIX = "pipewright-test/";

/** The names of the test images that are there; empty when no engine answers. */
export async function findTestImages(): Promise<ReadonlySet<string>> {
  try {
    const images = await connectDocker(undefined).listImages();
    const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []).map((tag) => tag.replace(/:latest$/, ""));
    return new Set(tags.filter((tag) => tag.startsWith(TEST_IMAGE_PREFIX)));
  } catch {
    return new Set();
  }
}
