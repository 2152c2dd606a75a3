import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { acceptLog } from "../../testing/accept-log.ts";
import { openConsole } from "../../testing/open-console.ts";
import { startTestServer, type TestServer } from "../../testing/start-test-server.ts";
import { makeLog } from "../make-log.ts";
import type { Measurement } from "../measurement.ts";
import { heapMiB, scrollPage } from "./probe-page.ts";

const LOG_BYTES = 100_000_000;
const MAX_LOG_MB = "200";
const RUNS = 5;
const READ_LINES = 200;
const SCROLL_MS = 5000;
/** More than the page keeps the lines of. */
const PLACES = 100;
/** What a fast wheel does in a frame. */
const WHEEL_PX = 120;
const LOG = "section[aria-label=Log]";

/** The page of a log of 100 MB: opening, jumping, searching, scrolling, memory. */
export async function measureLog(browser: Browser): Promise<Measurement[]> {
  const server = await startTestServer({ MAX_LOG_MB });
  try {
    const id = await acceptLog(server, await largeLog());
    const lines = (await server.incident(id)).log?.lines ?? 0;
    const visitor = await openConsole(browser, server, "/", { reducedMotion: "no-preference" });
    const { page } = visitor;
    const measured: Measurement[] = [{ name: "lines of the log", value: lines, unit: "lines" }];
    measured.push(...(await measureTimes(page, server, `/events/${id}/log`, lines)));
    measured.push(...(await measureScrolling(page)));
    for (let place = 0; place < PLACES; place += 1) await jumpTo(page, (place + 0.5) / PLACES, lines);
    measured.push({
      name: `JavaScript heap after a look at ${PLACES} places`,
      value: await heapMiB(page),
      unit: "MiB",
    });
    await visitor.close();
    return measured;
  } finally {
    await server.close();
  }
}

async function largeLog(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "pipewright-bench-ui-"));
  try {
    const path = join(folder, "large.log");
    await makeLog(path, LOG_BYTES);
    return readFileSync(path, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians, each from the act to the line on the screen. */
async function measureTimes(page: Page, server: TestServer, path: string, lines: number): Promise<Measurement[]> {
  const read = await median(async (run) => {
    const from = Math.floor((lines * (run + 1)) / (RUNS + 1));
    await server.json(`/api/dashboard${path}/lines?from=${from}&count=${READ_LINES}`);
  });
  const open = await median(async (run) => {
    const n = Math.floor((lines * (run + 1)) / (RUNS + 2));
    await page.goto(`${server.url}${path}?line=${n}`);
    await page.waitForSelector(`${LOG} li[value="${n}"] code`);
  });
  const jump = await median((run) => jumpTo(page, (run + 0.5) / RUNS, lines));
  const search = await median(async (run) => {
    await page.getByLabel("Search the log").fill(`that is nowhere ${run}`);
    await page.keyboard.press("Enter");
    await page.getByText("No line has this").waitFor();
    await page.getByLabel("Search the log").fill("");
    await page.keyboard.press("Enter");
    await page.getByText("No line has this").waitFor({ state: "detached" });
  });
  return [
    { name: `read ${READ_LINES} lines over HTTP`, value: read, unit: "ms" },
    { name: "open the page at a linked line", value: open, unit: "ms" },
    { name: "jump with the scrollbar", value: jump, unit: "ms" },
    { name: "search all of it in vain", value: search, unit: "ms" },
  ];
}

/** Drags the scrollbar to a share of its way, and waits for the lines there. */
async function jumpTo(page: Page, share: number, lines: number): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const box = document.querySelector("${LOG}");
    box.scrollTop = (box.scrollHeight - box.clientHeight) * ${share};
    requestAnimationFrame(function look() {
      const first = box.querySelector("li");
      const isThere = Math.abs(first.value / ${lines} - ${share}) < 0.01 && first.querySelector("code") !== null;
      if (isThere) resolve();
      else requestAnimationFrame(look);
    });
  })`);
}

async function measureScrolling(page: Page): Promise<Measurement[]> {
  const box = `document.querySelector("${LOG}")`;
  const wheel = await scrollPage(page, box, `box.scrollTop += ${WHEEL_PX}`, SCROLL_MS);
  const sweep = await scrollPage(page, box, "box.scrollTop = (box.scrollHeight - box.clientHeight) * share", SCROLL_MS);
  return [
    { name: `scroll ${WHEEL_PX} px a frame`, value: wheel.perSecond, unit: "frames/s" },
    { name: `scroll ${WHEEL_PX} px a frame: longest frame`, value: wheel.longestMs, unit: "ms" },
    { name: "sweep from the first to the last line", value: sweep.perSecond, unit: "frames/s" },
    { name: "sweep: longest frame", value: sweep.longestMs, unit: "ms" },
  ];
}

async function median(work: (run: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    await work(run);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}
