import { setImmediate as nextTurn } from "node:timers/promises";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { type ChangeFeed, watchJournal } from "./watch-journal.ts";

const log = pino({ level: "silent" });

/** A change stream that the test speaks through, as the driver's: it throws what `fail` gives it, and ends when closed. */
function scriptedFeed(): ChangeFeed & { change(): void; fail(error: Error): void } {
  const told: (Error | "change" | "end")[] = [];
  let wake: () => void = () => undefined;
  const tell = (what: Error | "change" | "end") => {
    told.push(what);
    wake();
  };
  return {
    change: () => tell("change"),
    fail: tell,
    close: async () => tell("end"),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = told.shift();
        if (next === "end") return;
        if (next instanceof Error) throw next;
        if (next === "change") yield {};
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}

function start() {
  const feeds: ReturnType<typeof scriptedFeed>[] = [];
  const stop = new AbortController();
  let rings = 0;
  const ended = watchJournal({
    openStream() {
      const feed = scriptedFeed();
      feeds.push(feed);
      return feed;
    },
    ring: async () => {
      rings += 1;
    },
    log,
    signal: stop.signal,
  });
  return { feeds, rings: () => rings, stop: () => stop.abort(), ended };
}

describe("watchJournal", () => {
  it("rings at every change, and stops when told", async () => {
    const watch = start();
    watch.feeds[0]?.change();
    watch.feeds[0]?.change();
    await nextTurn();
    expect(watch.rings()).toBe(2);
    watch.stop();
    await watch.ended;
    expect(watch.feeds).toHaveLength(1);
  });

  it("opens a stream that broke again", async () => {
    const watch = start();
    watch.feeds[0]?.fail(new Error("connection reset"));
    await expect.poll(() => watch.feeds.length, { timeout: 5000 }).toBe(2);
    const before = watch.rings();
    watch.feeds[1]?.change();
    await expect.poll(watch.rings).toBeGreaterThan(before);
    watch.stop();
    await watch.ended;
  });

  it.each([40_573, 40_324, 59])("asks again and again where there are no change streams (code %d)", async (code) => {
    const watch = start();
    watch.feeds[0]?.fail(Object.assign(new Error("no change streams"), { code }));
    await expect.poll(watch.rings, { timeout: 5000 }).toBeGreaterThan(2);
    expect(watch.feeds).toHaveLength(1);
    watch.stop();
    await watch.ended;
  });
});
