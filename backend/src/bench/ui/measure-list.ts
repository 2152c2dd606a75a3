import type { Browser } from "playwright-core";
import { openConsole } from "../../testing/open-console.ts";
import type { TestServer } from "../../testing/start-test-server.ts";
import { type Measurement, percentile } from "../measurement.ts";
import { heapMiB, rendererMiB, scrollPage } from "./probe-page.ts";

const SCROLL_MS = 5000;
const STEP_PX = 60;
const FRAMES_MIN = 50;
const MEMORY_MAX_MIB = 300;
const PAGES = 20;
const ANSWERS = 40;
const ANSWER_MAX_MS = 100;
const ROWS = "table[aria-label=Incidents] tbody a";

/** A list of very many incidents: how soon it answers, how it scrolls, and what it keeps after leafing through it. */
export async function measureList(browser: Browser, server: TestServer): Promise<Measurement[]> {
  const stats = await timed(() => server.json("/api/dashboard/stats"));
  const answers: number[] = [];
  for (let n = 1; n <= ANSWERS; n += 1) answers.push(await timed(() => server.json(`/api/dashboard/events?page=${n}`)));
  const { page, close } = await openConsole(browser, server, "/", { reducedMotion: "no-preference" });
  const openMs = await timed(async () => {
    await page.goto(`${server.url}/`);
    await page.locator(ROWS).first().click({ trial: true });
  });
  const scrolled = await scrollPage(page, "document.scrollingElement", bounce(STEP_PX), SCROLL_MS);
  const leafing: number[] = [];
  for (let n = 2; n <= PAGES; n += 1) {
    leafing.push(
      await timed(async () => {
        await page.getByRole("button", { name: "Older" }).click();
        await page.getByText(`Page ${n} of`).waitFor();
      }),
    );
  }
  const heap = await heapMiB(page);
  const resident = await rendererMiB(browser);
  await close();
  return [
    { name: "list: statistics, asked once more", value: stats, unit: "ms" },
    {
      name: "list: a page of it over HTTP, p95",
      value: percentile(answers, 0.95),
      unit: "ms",
      limit: { atMost: ANSWER_MAX_MS },
    },
    { name: "list: opened, and a row can be clicked", value: openMs, unit: "ms" },
    {
      name: `list: scroll ${STEP_PX} px a frame`,
      value: scrolled.perSecond,
      unit: "frames/s",
      limit: { atLeast: FRAMES_MIN },
    },
    { name: "list: longest frame", value: scrolled.longestMs, unit: "ms" },
    { name: "list: the next page, p95", value: percentile(leafing, 0.95), unit: "ms" },
    {
      name: `list: JavaScript heap after ${PAGES} pages`,
      value: heap,
      unit: "MiB",
      limit: { atMost: MEMORY_MAX_MIB },
    },
    ...(resident === undefined
      ? []
      : [
          {
            name: "list: process of the page (RSS)",
            value: resident,
            unit: "MiB",
            limit: { atMost: MEMORY_MAX_MIB },
          } as const,
        ]),
  ];
}

/** Down to the end and up again, over and over. */
function bounce(px: number): string {
  return `
    const isAtEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    if (isAtEnd) box.goesUp = true;
    if (box.scrollTop <= 0) box.goesUp = false;
    box.scrollTop += box.goesUp ? -${px} : ${px}`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
