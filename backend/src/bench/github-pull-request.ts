import { findTestImages, TEST_IMAGE_PREFIX } from "../testing/docker-images.ts";
import { startGitHubServer } from "../testing/github-server/start-github-server.ts";
import { NODE_IMAGE, proposeNodeFix, startServerForNode } from "../testing/node-shop.ts";
import type { Measurement } from "./measurement.ts";

const LIMIT_SECONDS = 20;

/** From the approval to the pull request, for a small Node repository in Docker; the runs of its own tests are told apart. */
export async function measurePullRequest(): Promise<Measurement[]> {
  if (!(await findTestImages()).has(TEST_IMAGE_PREFIX + NODE_IMAGE)) {
    console.warn(`SKIPPED: the pull request; no engine answers or ${NODE_IMAGE} is not there (npm test makes it)`);
    return [];
  }
  const github = await startGitHubServer();
  const server = await startServerForNode(github);
  try {
    const waiting = await proposeNodeFix(server, github);
    const from = performance.now();
    await server.approve(waiting);
    const { delivery, execution } = await server.reach(waiting.id, ["resolved", "failed"]);
    const seconds = (performance.now() - from) / 1000;
    if (delivery?.kind !== "pull_request") throw new Error(`No pull request was opened: ${delivery?.message}`);
    const tests = [execution?.before, execution?.after].reduce((sum, run) => sum + lengthOf(run), 0);
    const name = "approval to pull request, small Node repository in Docker";
    return [
      { name: `${name}: all`, value: seconds, unit: "s" },
      { name: `${name}: without its tests`, value: seconds - tests, unit: "s", limit: { atMost: LIMIT_SECONDS } },
    ];
  } finally {
    await server.close();
    await github.close();
  }
}

/** s */
function lengthOf(run: { startedAt: string; finishedAt: string } | undefined): number {
  return run === undefined ? 0 : (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
}
