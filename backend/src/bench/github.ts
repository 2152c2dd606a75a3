import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES_DIR } from "../package-root.ts";
import { failureIn, tellOfFailure, WEBHOOK_SECRET } from "../testing/github-deliveries.ts";
import type { RepositoryState } from "../testing/github-server/github-state.ts";
import { type GitHubServer, startGitHubServer } from "../testing/github-server/start-github-server.ts";
import { startTestServer, type TestServer } from "../testing/start-test-server.ts";
import { measurePullRequest } from "./github-pull-request.ts";
import { isMissed, type Measurement, measurementTable, percentile } from "./measurement.ts";

const REPO = "acme/shop";
const LOG_BYTES = 5_000_000;
const ALONE = 20;
const AT_ONCE = 100;
const WINDOW_MS = 60_000;
const PASSED_RUN = 1;
const DIAGNOSED = ["awaiting_approval", "dismissed"] as const;

/** From a signed delivery to the diagnosis, without a model: one failure after another, then a hundred within a minute. */
async function main(): Promise<void> {
  const github = await startGitHubServer();
  const server = await startTestServer({
    GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
    EXECUTOR: "sandbox",
    LOG_LEVEL: "silent",
    ...github.env("app"),
  });
  try {
    const shop = github.addState(REPO);
    const log = bigLog();
    addRun(shop, PASSED_RUN, "success", log.passing);
    const measured = [
      ...(await measureAlone(server, shop, log.failing)),
      ...(await measureMany(server, github, shop, log.failing)),
      ...(await measurePullRequest()),
    ];
    process.stdout.write(measurementTable(measured, 2));
    if (measured.some(isMissed)) process.exitCode = 1;
  } finally {
    await server.close();
    await github.close();
  }
}

async function measureAlone(server: TestServer, shop: RepositoryState, log: string): Promise<Measurement[]> {
  const times: number[] = [];
  for (let run = 0; run <= ALONE; run += 1) {
    const id = 100 + run;
    addRun(shop, id, "failure", log);
    const from = performance.now();
    await server.reach(await deliver(server, id), DIAGNOSED);
    // The first also warms the machine up.
    if (run > 0) times.push(performance.now() - from);
  }
  const name = `delivery to diagnosis, 5 MB of log, ${ALONE} in turn`;
  return [
    { name: `${name}, median`, value: percentile(times, 0.5), unit: "ms" },
    { name: `${name}, p95`, value: percentile(times, 0.95), unit: "ms", limit: { atMost: 1500 } },
  ];
}

async function measureMany(
  server: TestServer,
  github: GitHubServer,
  shop: RepositoryState,
  log: string,
): Promise<Measurement[]> {
  const calls = github.calls.length;
  const times: number[] = [];
  const from = performance.now();
  const ids = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      const id = 1000 + index;
      addRun(shop, id, "failure", log);
      const sent = performance.now();
      const eventId = await deliver(server, id);
      await server.reach(eventId, DIAGNOSED);
      times.push(performance.now() - sent);
      return eventId;
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  const name = `${AT_ONCE} failures at once, 5 MB of log each`;
  return [
    { name: `${name}: incidents`, value: new Set(ids).size, unit: "incidents", limit: { atLeast: AT_ONCE } },
    { name: `${name}: all diagnosed after`, value: seconds, unit: "s", limit: { atMost: WINDOW_MS / 1000 } },
    { name: `${name}: p95`, value: percentile(times, 0.95), unit: "ms" },
    {
      name: `${name}: GitHub calls per incident`,
      value: (github.calls.length - calls) / AT_ONCE,
      unit: "calls",
      limit: { atMost: 12 },
    },
  ];
}

function addRun(shop: RepositoryState, id: number, conclusion: "success" | "failure", log: string): void {
  shop.runs.push({
    id,
    workflowId: 3,
    branch: "main",
    conclusion,
    jobs: [{ id: id * 10, name: "test", conclusion, log }],
  });
}

const deliver = (server: TestServer, id: number): Promise<string> =>
  tellOfFailure(server, failureIn(REPO, "http://127.0.0.1:9", { id }));

/** A real failure behind megabytes of ordinary lines, and the same job when it passed. */
function bigLog(): { failing: string; passing: string } {
  const failure = readFileSync(join(EXAMPLES_DIR, "python-missing-import", "failure.log"), "utf8");
  const lines: string[] = [];
  for (let bytes = 0, n = 0; bytes < LOG_BYTES - failure.length; n += 1) {
    const line = `2026-11-24T12:00:00.0000000Z   [${n % 997}/997] Compiling module_${n}.py to build/module_${n}.pyc in ${n % 13} ms\n`;
    bytes += line.length;
    lines.push(line);
  }
  const ordinary = lines.join("");
  return { failing: ordinary + failure, passing: `${ordinary}Ran 2 tests in 0.015s\nOK\n` };
}

await main();
