import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { findTestImages, TEST_IMAGE_PREFIX } from "./testing/docker-images.ts";
import { startGitHubServer } from "./testing/github-server/start-github-server.ts";
import { NODE_IMAGE, proposeNodeFix, startServerForNode } from "./testing/node-shop.ts";

const IMAGE = TEST_IMAGE_PREFIX + NODE_IMAGE;
const execute = promisify(execFile);
const isReady = (await findTestImages()).has(IMAGE);
if (!isReady)
  console.warn(
    `SKIPPED: the pull request of a Node repository; no engine answers or ${IMAGE} is not there (npm test makes it)`,
  );

it.skipIf(!isReady)(
  "a delivery becomes a pull request whose branch passes its tests",
  async () => {
    const clone = mkdtempSync(join(tmpdir(), "pipewright-clone-"));
    const github = await startGitHubServer();
    const server = await startServerForNode(github);
    try {
      const waiting = await proposeNodeFix(server, github);
      expect(waiting.diagnosis).toMatchObject({
        category: "test_failure",
        title: expect.stringContaining("adds prices up"),
      });
      expect((await server.approve(waiting)).status).toBe(200);
      const done = await server.reach(waiting.id, ["resolved", "failed"]);

      expect(done.verification).toMatchObject({ verdict: "proven", before: { exitCode: 1 }, after: { exitCode: 0 } });
      expect(done.delivery).toMatchObject({ kind: "pull_request", draft: false });
      // The stand-in answers in this process, which must not wait.
      const branch = done.delivery?.branch ?? "";
      await execute("git", ["clone", "-q", "-b", branch, `${github.url}/${done.repo}.git`, clone]);
      const run = ["run", "--rm", "--network=none", "-v", `${clone}:/w:ro`, "-w", "/w", IMAGE, "npm", "test"];
      expect((await execute("docker", run)).stdout).toContain("# fail 0");
    } finally {
      await server.close();
      await github.close();
      rmSync(clone, { recursive: true, force: true });
    }
  },
  180_000,
);
