import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Incident } from "@pipewright/contract/incident";
import { TEST_IMAGE_PREFIX } from "./docker-images.ts";
import { failureIn, tellOfFailure, WEBHOOK_SECRET } from "./github-deliveries.ts";
import type { GitHubServer } from "./github-server/start-github-server.ts";
import { startTestServer, type TestServer } from "./start-test-server.ts";

/** A small Node repository with a test that fails, and what its pipeline said. */
export const NODE_IMAGE = "node:20-slim";
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
const REPO = "acme/node-shop";
const SCRIPT = "sed -i 's/sum - price/sum + price/' total.js";

/** A server that runs the shop in Docker, and is an app of this GitHub. */
export function startServerForNode(github: GitHubServer): Promise<TestServer> {
  return startTestServer({
    GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
    EXECUTOR: "docker",
    RUN_IMAGE: NODE_IMAGE,
    RUN_IMAGE_PREFIX: TEST_IMAGE_PREFIX,
    DOCKER_PULL: "never",
    ...github.env("app"),
  });
}

/** Tells of the failure, puts a person's script in the place of the proposal, and gives the incident that waits for approval. */
export async function proposeNodeFix(server: TestServer, github: GitHubServer): Promise<Incident> {
  const folder = join(mkdtempSync(join(tmpdir(), "pipewright-node-")), "repo");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const { repository, commit } = github.addRepository(REPO, folder);
  const jobs = [{ id: 8, name: "test", conclusion: "failure" as const, log: LOG }];
  repository.runs.push({ id: 7, workflowId: 3, branch: "main", conclusion: "failure", jobs });
  const id = await tellOfFailure(server, failureIn(REPO, github.url, { id: 7, head_sha: commit }));
  const { approval } = await server.reach(id);
  const summary = "Add prices instead of subtracting them";
  await server.json(`/api/approvals/${approval?.id}/revise`, { script: SCRIPT, summary });
  return server.reach(id);
}
