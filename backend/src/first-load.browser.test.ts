import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { untilAtRest } from "./testing/until-at-rest.ts";

const MAX_SCRIPT_BYTES = 180 * 1024;
const MAX_LAYOUT_SHIFT = 0.05;

/** Sums up what moved on the page without a person's doing, as browsers measure it. */
const COUNT_SHIFTS = `window.layoutShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
}).observe({ type: "layout-shift", buffered: true });`;

describeConsole("the first load of a page", { sharesServer: true }, (stage) => {
  let pages: Record<string, { path: string; shows: string }>;

  beforeAll(async () => {
    const proven = await stage.server.reach(await stage.server.simulate({ scenario: "config-trailing-comma" }));
    await stage.server.approve(proven);
    await stage.server.reach(proven.id, ["resolved"]);
    const { id } = await stage.server.reach(await stage.server.simulate({ scenario: "shell-crlf" }));
    pages = {
      dashboard: { path: "/", shows: "Incidents that wait for you" },
      decision: { path: `/events/${id}`, shows: "Proposed fix" },
      proof: { path: `/events/${proven.id}`, shows: "What the fix changed" },
      queue: { path: `/approvals/${id}`, shows: "Proposed fix" },
      log: { path: `/events/${id}/log`, shows: "Log" },
      simulate: { path: "/simulate", shows: "Simulate a failure" },
      settings: { path: "/settings", shows: "What is connected" },
    };
  });

  const names = ["dashboard", "decision", "proof", "queue", "log", "simulate", "settings"] as const;

  it.each(names)("brings no more script than it may, and moves nothing: %s", async (name) => {
    const { path, shows } = pages[name] ?? { path: "", shows: "" };
    const page = await stage.visit("/?page=99", WIDE);
    await page.getByText("No incident fits this filter").waitFor();
    await untilAtRest(page);
    await page.addInitScript(COUNT_SHIFTS);
    const scripts: Response[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) scripts.push(response);
    });
    await page.goto(`${stage.server.url}${path}`);
    await isThere(page, shows);
    await untilAtRest(page);

    const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const moved = Number(await page.evaluate("window.layoutShift"));
    console.info(`${name}: ${(bytes / 1024).toFixed(0)} KiB of script, layout shift ${moved.toFixed(3)}`);
    expect(scripts.length).toBeGreaterThan(3);
    expect(bytes).toBeLessThan(MAX_SCRIPT_BYTES);
    expect(scripts.map((script) => script.url()).join(" ")).not.toContain("code-editor");
    expect(moved).toBeLessThan(MAX_LAYOUT_SHIFT);
  });
});

async function isThere(page: Page, words: string): Promise<void> {
  await page
    .getByRole("heading", { name: words })
    .or(page.getByLabel(words, { exact: true }))
    .first()
    .waitFor();
}
