import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { EXAMPLES_DIR } from "./package-root.ts";
import { findTestImages, TEST_IMAGE_PREFIX } from "./testing/docker-images.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const ScenarioFile = z.object({
  id: z.string(),
  image: z.string(),
  expected: z.object({ docker: z.enum(["proven", "unproven"]).optional() }),
});

const images = await findTestImages();
const provable = readdirSync(EXAMPLES_DIR, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ScenarioFile.parse(JSON.parse(readFileSync(join(EXAMPLES_DIR, name, "scenario.json"), "utf8"))))
  .filter(({ expected }) => expected.docker === "proven");
const here = provable.filter(({ image }) => images.has(TEST_IMAGE_PREFIX + image));
const notHere = provable.filter((scenario) => !here.includes(scenario));
const ready = images.size > 0;
if (!ready)
  console.warn("SKIPPED: the loop in Docker; no engine answers or no test image is there (npm test makes them)");
else if (here.length === 0)
  console.warn("SKIPPED: scenarios in Docker; none of their images is there (npm test makes them)");

let server: TestServer;
beforeAll(async () => {
  if (!ready) return;
  server = await startTestServer({ EXECUTOR: "docker", RUN_IMAGE_PREFIX: TEST_IMAGE_PREFIX, DOCKER_PULL: "never" });
});
afterAll(() => server?.close());

async function runThrough(scenario: string) {
  const proposed = await server.reach(await server.simulate({ scenario }));
  expect(proposed).toMatchObject({
    status: "awaiting_approval",
    fix: { kind: expect.stringMatching(/^(?:script|patch)$/) },
  });
  expect((await server.approve(proposed)).status).toBe(200);
  return server.reach(proposed.id, ["resolved", "failed"]);
}

describe.skipIf(!ready)("a scenario in a container", () => {
  it.runIf(here.length > 0).each(here)("$id goes from red to green in $image", async ({ id, image }) => {
    const done = await runThrough(id);
    expect(done.verification).toMatchObject({ verdict: "proven", after: { exitCode: 0 } });
    expect(done.verification?.before?.exitCode).not.toBe(0);
    expect(done.status).toBe("resolved");
    expect(done.fix?.image).toBe(TEST_IMAGE_PREFIX + image);
    expect(done.execution).toMatchObject({
      executor: "docker",
      exitCode: 0,
      diff: expect.stringContaining("diff --git"),
    });
  });

  it.runIf(notHere.length > 0).each(notHere)(
    "$id without $image is unproven, and says which is missing",
    async (scenario) => {
      const done = await runThrough(scenario.id);
      expect(done.verification).toMatchObject({ verdict: "unproven" });
      expect(done.verification?.reason).toContain(TEST_IMAGE_PREFIX + scenario.image);
    },
  );
});
