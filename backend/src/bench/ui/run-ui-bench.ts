import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { findChromium, openConsoleBrowser } from "../../testing/open-browser.ts";
import { startTestServer, type TestServer } from "../../testing/start-test-server.ts";
import { isMissed, type Measurement, measurementTable } from "../measurement.ts";
import { fillStore } from "./fill-store.ts";
import { measureList } from "./measure-list.ts";
import { measureLive } from "./measure-live.ts";
import { measureLoads } from "./measure-loads.ts";
import { measureLog } from "./measure-log.ts";

const INCIDENTS = 10_000;
const SCENARIO = "config-trailing-comma";

interface Stage {
  browser: Browser;
  server: TestServer;
  /** The id of an incident that waits for an answer. */
  waiting: string;
}

/** What is measured with very many incidents in the store. */
const PARTS: Record<string, (stage: Stage) => Promise<Measurement[]>> = {
  load: ({ browser, server, waiting }) => measureLoads(browser, server, waiting),
  list: ({ browser, server }) => measureList(browser, server),
  live: ({ browser, server }) => measureLive(browser, server),
};
const LOG = "log";

/**
 * Measures the console in Chromium; needs a built console. `--only NAME` measures one part, `--json` prints the figures as JSON.
 * Gives whether every figure is within its limit.
 */
export async function runUiBench(argv: readonly string[]): Promise<boolean> {
  const only = argv.includes("--only") ? (argv[argv.indexOf("--only") + 1] ?? "") : undefined;
  const names = only === undefined ? [...Object.keys(PARTS), LOG] : [only];
  if (only !== undefined && only !== LOG && !Object.hasOwn(PARTS, only)) {
    throw new Error(`There is no part "${only}". Choose one of: ${[...Object.keys(PARTS), LOG].join(", ")}.`);
  }
  const chromium = findChromium();
  if (!chromium) throw new Error("Install Chromium so that `which chromium` finds it.");
  const browser = await openConsoleBrowser(chromium);
  try {
    const measured = [
      ...(await measureParts(
        browser,
        names.flatMap((name) => PARTS[name] ?? []),
      )),
      ...(names.includes(LOG) ? await measureLog(browser) : []),
    ];
    process.stdout.write(argv.includes("--json") ? `${JSON.stringify(measured)}\n` : measurementTable(measured, 0));
    return !measured.some(isMissed);
  } finally {
    await browser.close();
  }
}

async function measureParts(
  browser: Browser,
  parts: readonly ((stage: Stage) => Promise<Measurement[]>)[],
): Promise<Measurement[]> {
  if (parts.length === 0) return [];
  const dataDir = await mkdtemp(join(tmpdir(), "pipewright-bench-ui-"));
  await fillStore(dataDir, INCIDENTS);
  const server = await startTestServer({}, { dataDir });
  try {
    const begun = performance.now();
    await server.json("/api/dashboard/stats");
    const statsMs = performance.now() - begun;
    const waiting = await server.simulate({ scenario: SCENARIO });
    await server.reach(waiting);
    const measured: Measurement[] = [
      { name: "incidents in the store", value: INCIDENTS, unit: "incidents" },
      { name: "the first statistics after a start", value: statsMs, unit: "ms" },
    ];
    for (const part of parts) measured.push(...(await part({ browser, server, waiting })));
    return measured;
  } finally {
    await server.close();
  }
}
