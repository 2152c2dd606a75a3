import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { findTestImages, TEST_IMAGE_PREFIX } from "./testing/docker-images.ts";
import { failureIn, tellOfFailure, WEBHOOK_SECRET } from "./testing/github-deliveries.ts";
import { startGitHubServer } from "./testing/github-server/start-github-server.ts";
import { startTestServer } from "./testing/start-test-server.ts";

const IMAGE = "node:20-slim";
const FILES = {
  "package.json": '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
  "total.js": "export const total = (prices) => prices.reduce((sum, price) => sum - price, 0);\n",
  "total.test.js":
    'import assert from "node:assert";\nimport { test } from "node:test";\nimport { total } from "./total.js";\n' +
    'test("adds prices up", () => assert.strictEqual(total([2, 3]), 5));\n',
};
const LOG = `##[group]Run npm test
npm test
shell: /usr/bin/bash -e {0}
##[endgroup]
TAP version 13
not ok 1 - adds prices up
  ---
  error: |-
    Expected values to be strictly equal:
    
    -5 !== 5
    
  code: 'ERR_ASSERTION'
  ...
# fail 1
##[error]Process completed with exit code 1.
`;

const execute = promisify(execFile);
const images = await findTestImages();
const isReady = images.has(TEST_IMAGE_PREFIX + IMAGE);
if (!isReady)
  console.warn(
    `SKIPPED: the pull request of a Node repository; no engine answers or ${IMAGE} is not there (npm test makes it)`,
  );

it.skipIf(!isReady)(
  "a delivery becomes a pull request whose branch passes its tests",
  async () => {
    const scratch = mkdtempSync(join(tmpdir(), "pipewright-node-"));
    const github = await startGitHubServer();
    const server = await startTestServer({
      GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
      EXECUTOR: "docker",
      RUN_IMAGE: IMAGE,
      RUN_IMAGE_PREFIX: TEST_IMAGE_PREFIX,
      DOCKER_PULL: "never",
      ...github.env("app"),
    });
    try {
      const folder = join(scratch, "repo");
      mkdirSync(folder);
      for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
      const { repository, commit } = github.addRepository("acme/shop", folder);
      const jobs = [{ id: 8, name: "test", conclusion: "failure" as const, log: LOG }];
      repository.runs.push({ id: 7, workflowId: 3, branch: "main", conclusion: "failure", jobs });

      const id = await tellOfFailure(server, failureIn("acme/shop", github.url, { id: 7, head_sha: commit }));
      const diagnosed = await server.reach(id);
      expect(diagnosed.diagnosis).toMatchObject({
        category: "test_failure",
        title: expect.stringContaining("adds prices up"),
      });
      const script = "sed -i 's/sum - price/sum + price/' total.js";
      await server.json(`/api/approvals/${diagnosed.approval?.id}/revise`, {
        script,
        summary: "Add prices instead of subtracting them",
      });
      const waiting = await server.reach(id);
      expect((await server.approve(waiting)).status).toBe(200);
      const done = await server.reach(id, ["resolved", "failed"]);

      expect(done.verification).toMatchObject({ verdict: "proven", before: { exitCode: 1 }, after: { exitCode: 0 } });
      expect(done.delivery).toMatchObject({ kind: "pull_request", draft: false, url: repository.pulls[0]?.html_url });
      const clone = join(scratch, "clone");
      // The stand-in answers in this process, which must not wait.
      await execute("git", ["clone", "-q", "-b", `pipewright/${id}`, `${github.url}/acme/shop.git`, clone]);
      const mount = `${clone}:/w:ro`;
      const run = ["run", "--rm", "--network=none", "-v", mount, "-w", "/w", TEST_IMAGE_PREFIX + IMAGE, "npm", "test"];
      expect((await execute("docker", run)).stdout).toContain("# fail 0");
    } finally {
      await server.close();
      await github.close();
      rmSync(scratch, { recursive: true, force: true });
    }
  },
  180_000,
);
