import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";

const MEBIBYTE = 1024 * 1024;
const Frames = z.object({ perSecond: z.number(), longestMs: z.number() });
export type Frames = z.infer<typeof Frames>;

/** Takes a step in each frame; in it, `share` is how much of the time is over, `box` what scrolls. */
export async function scrollPage(page: Page, box: string, step: string, durationMs: number): Promise<Frames> {
  const frames = await page.evaluate(`new Promise((resolve) => {
    const box = ${box};
    box.scrollTop = 0;
    const begun = performance.now();
    let before = begun;
    let frames = 0;
    let longestMs = 0;
    requestAnimationFrame(function frame(now) {
      longestMs = Math.max(longestMs, now - before);
      before = now;
      const share = Math.max(0, (now - begun) / ${durationMs});
      if (share >= 1) return resolve({ perSecond: (frames * 1000) / (now - begun), longestMs });
      frames += 1;
      ${step};
      requestAnimationFrame(frame);
    });
  })`);
  return Frames.parse(frames);
}

/** JavaScript heap after what is done with is gone. */
export async function heapMiB(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN) / MEBIBYTE;
}

/** Resident memory of the largest process that shows pages; on Linux only, undefined elsewhere. */
export async function rendererMiB(browser: Browser): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentMiB(id));
  return Math.max(...sizes);
}

function residentMiB(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kibibytes) / 1024;
}
