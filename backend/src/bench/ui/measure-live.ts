import { setTimeout as pause } from "node:timers/promises";
import { EventsPage } from "@pipewright/contract/dashboard";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { openConsole } from "../../testing/open-console.ts";
import type { TestServer } from "../../testing/start-test-server.ts";
import { type Measurement, percentile } from "../measurement.ts";
import { countFrames } from "./count-frames.ts";

const SINGLE_EVENTS = 100;
const SINGLE_PAUSE_MS = 100;
const SEEN_MAX_MS = 150;
/** A write is told of in two events: how the incident stands, and what is new on its timeline. */
const EVENTS_A_WRITE = 2;
const EVENTS_A_SECOND = 200;
const BURST_SECONDS = 60;
const TICK_MS = 50;
const CLICK_EVERY_TICKS = 40;
const LONG_TASK_MAX_MS = 200;
const SETTLE_MS = 5000;

const Seen = z.object({
  seen: z.record(z.string(), z.number()),
  longestTaskMs: z.number(),
  longestInputMs: z.number(),
});

/** Notes when each `Event n` is first drawn, the longest task, and the longest time from an input to the drawing after it. */
const PROBE = `
  window.probe = { seen: {}, longestTaskMs: 0, longestInputMs: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      window.probe.longestTaskMs = Math.max(window.probe.longestTaskMs, duration);
  }).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      window.probe.longestInputMs = Math.max(window.probe.longestInputMs, duration);
  }).observe({ type: "event", durationThreshold: 16 });
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      for (const { textContent } of document.querySelectorAll("table tbody a"))
        if (textContent.startsWith("Event ")) window.probe.seen[textContent] ??= performance.timeOrigin + performance.now();
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });`;

/** From a write on the server to the screen: one event at a time, and very many. */
export async function measureLive(browser: Browser, server: TestServer): Promise<Measurement[]> {
  const { page, close } = await openConsole(browser, server, "/settings");
  await page.addInitScript(PROBE);
  const frames = countFrames(page);
  await page.goto(`${server.url}/`);
  await page.locator("table[aria-label=Incidents] tbody a").first().waitFor();
  const { events } = EventsPage.parse(await server.json("/api/dashboard/events?status=resolved"));
  const ids = events.map(({ id }) => id).slice(0, 40);
  const writer = createWriter(server, ids);
  try {
    const single = await measureSingle(page, writer);
    return [...single, ...(await measureBurst(page, writer, frames))];
  } finally {
    await close();
  }
}

interface Writer {
  /** Changes one of the incidents; it is then called `Event n`. Gives the time at which the write began. */
  write(n: number): Promise<number>;
  /** What each incident was called last. */
  last: ReadonlyMap<string, string>;
}

function createWriter({ loop }: TestServer, ids: readonly string[]): Writer {
  const last = new Map<string, string>();
  const before = new Map<string, Promise<number>>();

  async function writeTo(id: string, title: string): Promise<number> {
    const found = await loop.repository.find(id);
    if (!found?.diagnosis) throw new Error(`Incident ${id} has no diagnosis`);
    last.set(id, title);
    const begun = performance.timeOrigin + performance.now();
    const written = await loop.repository.write(id, {
      from: found.status,
      to: found.status,
      changes: { diagnosis: { ...found.diagnosis, title } },
      entries: [{ kind: "bench.event", message: title }],
    });
    if (written === null) throw new Error(`Incident ${id} was not written`);
    return begun;
  }

  return {
    last,
    async write(n) {
      const id = ids[n % ids.length] ?? "";
      // Where the machine does not keep up, the writes of one incident wait for one another.
      const written = (before.get(id) ?? Promise.resolve(0)).then(() => writeTo(id, `Event ${n}`));
      before.set(id, written);
      return written;
    },
  };
}

async function measureSingle(page: Page, { write }: Writer): Promise<Measurement[]> {
  const begun = new Map<string, number>();
  for (let n = 0; n < SINGLE_EVENTS; n += 1) {
    begun.set(`Event ${n}`, await write(n));
    await pause(SINGLE_PAUSE_MS);
  }
  await pause(SINGLE_PAUSE_MS * 5);
  const { seen } = await readProbe(page);
  const times = [...begun].map(([title, at]) => (seen[title] ?? Number.POSITIVE_INFINITY) - at);
  return [
    { name: "live: an event from the write to the screen, p50", value: percentile(times, 0.5), unit: "ms" },
    {
      name: "live: an event from the write to the screen, p95",
      value: percentile(times, 0.95),
      unit: "ms",
      limit: { atMost: SEEN_MAX_MS },
    },
  ];
}

async function measureBurst(page: Page, { write, last }: Writer, frames: ReturnType<typeof countFrames>) {
  await page.evaluate("Object.assign(window.probe, { longestTaskMs: 0, longestInputMs: 0 })");
  const before = frames.read();
  const begun = performance.now();
  const writes = (EVENTS_A_SECOND / EVENTS_A_WRITE) * BURST_SECONDS;
  let written = 0;
  const pending: Promise<unknown>[] = [];
  for (let tick = 0; written < writes; tick += 1) {
    const due = Math.min(writes, Math.floor(((performance.now() - begun) / 1000) * (EVENTS_A_SECOND / EVENTS_A_WRITE)));
    while (written < due) pending.push(write(SINGLE_EVENTS + written++));
    if (tick % CLICK_EVERY_TICKS === 0) pending.push(page.getByRole("searchbox").click());
    await pause(TICK_MS);
  }
  await Promise.all(pending);
  const tookMs = performance.now() - begun;
  const missing = await waitForLast(page, last);
  const { longestTaskMs, longestInputMs } = await readProbe(page);
  const after = frames.read();
  const measured: Measurement[] = [
    {
      name: "live: events sent in the burst",
      value: ((writes * EVENTS_A_WRITE) / tookMs) * 1000,
      unit: "per second",
      limit: { atLeast: EVENTS_A_SECOND * 0.95 },
    },
    {
      name: "live: events of the burst that the page did not get",
      value: Math.max(0, writes * EVENTS_A_WRITE - (after.received - before.received)) + (after.gaps - before.gaps),
      unit: "events",
      limit: { atMost: 0 },
    },
    {
      name: "live: rows that do not show their last event",
      value: missing,
      unit: "incidents",
      limit: { atMost: 0 },
    },
    { name: "live: longest task in the burst", value: longestTaskMs, unit: "ms", limit: { atMost: LONG_TASK_MAX_MS } },
    {
      name: "live: longest wait for the answer to a click in the burst",
      value: longestInputMs,
      unit: "ms",
      limit: { atMost: LONG_TASK_MAX_MS },
    },
  ];
  return measured;
}

/** How many rows still show something else some seconds after the last event. */
async function waitForLast(page: Page, last: ReadonlyMap<string, string>): Promise<number> {
  const endsAt = performance.now() + SETTLE_MS;
  for (;;) {
    const shown = await page.locator("table tbody a").allTextContents();
    const missing = [...last.values()].filter((title) => !shown.includes(title)).length;
    if (missing === 0 || performance.now() > endsAt) return missing;
    await pause(TICK_MS);
  }
}

async function readProbe(page: Page): Promise<z.infer<typeof Seen>> {
  return Seen.parse(await page.evaluate("window.probe"));
}
