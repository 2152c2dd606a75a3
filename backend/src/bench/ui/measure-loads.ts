import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { openConsole } from "../../testing/open-console.ts";
import type { TestServer } from "../../testing/start-test-server.ts";
import { type Measurement, percentile } from "../measurement.ts";

const CPU_SLOWDOWN = 4;
const RUNS = 5;
const PAINT_MAX_MS = 1000;
const INTERACTIVE_MAX_MS = 1500;
const SCRIPTS_MAX_KB = 180;
const KILOBYTE = 1000;

interface Route {
  name: string;
  path: string;
  /** JavaScript that is true once the page shows what it is for. */
  isThere: string;
}

const Times = z.object({ paintMs: z.number(), interactiveMs: z.number() });
const HAS_APPROVE = `[...document.querySelectorAll("button")].some((button) => button.textContent.includes("Approve"))`;

/** How soon pages are there on a slow machine that has nothing of them yet, and how much JavaScript that takes. */
export async function measureLoads(browser: Browser, server: TestServer, waiting: string): Promise<Measurement[]> {
  const routes: Route[] = [
    { name: "dashboard", path: "/", isThere: `document.querySelector("table[aria-label=Incidents] tbody a") !== null` },
    { name: "approvals", path: "/approvals", isThere: HAS_APPROVE },
    { name: "incident", path: `/events/${waiting}`, isThere: HAS_APPROVE },
  ];
  const measured: Measurement[] = [];
  for (const route of routes) measured.push(...(await measureRoute(browser, server, route)));
  return measured;
}

async function measureRoute(browser: Browser, server: TestServer, route: Route): Promise<Measurement[]> {
  const { page, close } = await openConsole(browser, server, "/simulate");
  await page.addInitScript(tellWhenInteractive(route.isThere));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  const times: z.infer<typeof Times>[] = [];
  let scripts = { plain: 0, zipped: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const loaded = watchScripts(page);
    await page.goto(`${server.url}${route.path}`);
    times.push(Times.parse(await page.evaluate("window.interactive")));
    scripts = await loaded();
  }
  await close();
  const { name } = route;
  const slowly = `${name}, CPU ${CPU_SLOWDOWN} times slower`;
  return [
    { name: `${name}: JavaScript on first load`, value: scripts.plain / KILOBYTE, unit: "KB" },
    {
      name: `${name}: JavaScript on first load, gzip`,
      value: scripts.zipped / KILOBYTE,
      unit: "KB",
      limit: { atMost: SCRIPTS_MAX_KB },
    },
    {
      name: `${slowly}: first contentful paint`,
      value: median(times.map(({ paintMs }) => paintMs)),
      unit: "ms",
      limit: { atMost: PAINT_MAX_MS },
    },
    {
      name: `${slowly}: interactive`,
      value: median(times.map(({ interactiveMs }) => interactiveMs)),
      unit: "ms",
      limit: { atMost: INTERACTIVE_MAX_MS },
    },
  ];
}

/** Interactive: what the page is for is on the screen, and the browser has nothing else to do since (its first idle moment). */
function tellWhenInteractive(isThere: string): string {
  return `window.interactive = new Promise((resolve) => {
    requestAnimationFrame(function look() {
      if (!(document.body && ${isThere})) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestIdleCallback(() => {
        const interactiveMs = performance.now();
        const paintMs = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? interactiveMs;
        resolve({ paintMs, interactiveMs });
      }));
    });
  });`;
}

/** Watches which scripts the page asks for; the answer gives the bytes of those it had until then. */
function watchScripts(page: Page): () => Promise<{ plain: number; zipped: number }> {
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.push(response.body());
  });
  return async () => {
    page.removeAllListeners("response");
    const scripts = await Promise.all(bodies);
    const sum = (sizes: number[]) => sizes.reduce((a, b) => a + b, 0);
    return {
      plain: sum(scripts.map(({ length }) => length)),
      zipped: sum(scripts.map((script) => gzipSync(script).length)),
    };
  };
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
