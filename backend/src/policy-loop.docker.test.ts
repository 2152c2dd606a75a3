import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTestImages, TEST_IMAGE_PREFIX } from "./testing/docker-images.ts";
import { makePolicyRepository } from "./testing/policy-repository.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const POLICY = `version: 1
jobs:
  "*": { command: grep -q "^import json" app/load.py, image: busybox }
network: { hosts: [packages.example.org] }
`;
/** The host is made up only while it runs, so that no look at the script finds it. */
const SCRIPT = `set -u
sed -i "1i import json" app/load.py
p=\${HTTP_PROXY#http://}
printf 'CONNECT evil.%s:443 HTTP/1.1\\r\\n\\r\\n' example | nc -w 5 \${p%:*} \${p#*:}
`;

const ready = (await findTestImages()).has(`${TEST_IMAGE_PREFIX}busybox`);
if (!ready) console.warn("SKIPPED: a policy's hosts in Docker; no engine answers or the test image is missing");

describe.skipIf(!ready)("a policy that names hosts, in Docker", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ EXECUTOR: "docker", RUN_IMAGE_PREFIX: TEST_IMAGE_PREFIX, DOCKER_PULL: "never" });
  });
  afterAll(() => server?.close());

  it("runs in the policy's image with the policy's command, and lets the fix out to these hosts alone", async () => {
    await using repository = await makePolicyRepository(POLICY);
    const first = await server.reach(await server.simulate(repository.failure));
    await server.json(`/api/approvals/${first.approval?.id}/revise`, { script: SCRIPT, network: true });
    const second = await server.reach(first.id, ["awaiting_approval"]);
    expect(second.fix).toMatchObject({
      image: `${TEST_IMAGE_PREFIX}busybox`,
      command: 'grep -q "^import json" app/load.py',
      network: true,
      hosts: ["packages.example.org"],
    });
    expect((await server.approve(second)).status).toBe(200);
    const done = await server.reach(first.id, ["resolved", "failed"]);
    expect(done.execution?.fix?.outputTail).toContain(
      "[pipewright] refused: evil.example is not among the hosts that the policy names",
    );
    expect(done.verification).toMatchObject({ verdict: "proven" });
  });
});
