import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { makeLog } from "./bench/make-log.ts";
import { heapMiB, rendererMiB } from "./bench/ui/probe-page.ts";
import { acceptLog } from "./testing/accept-log.ts";
import { findBarriers } from "./testing/check-accessibility.ts";
import { NARROW, THEMES } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { openConsole } from "./testing/open-console.ts";
import { startTestServer } from "./testing/start-test-server.ts";

const LOG_BYTES = 100_000_000;
/** The page must not keep what it has shown: all of it would be 100 MB and more. */
const HEAP_MAX_MIB = 50;
const PROCESS_MAX_MIB = 300;
const PLACES = 40;
const ROW_PX = 20;
const WHEEL_PX = 400;
const ESC = "\u001b";
const HOSTILE = `<img src=x onerror="alert('pwned')"><script>alert(1)</script>`;
/** The cause is in line 104, another sign of it in line 204. */
const SMALL_LOG = [
  ...Array.from({ length: 100 }, (_, n) => `2026-05-14T10:00:00.0070000Z ${ESC}[32mok${ESC}[0m step ${n + 1}`),
  `${HOSTILE} ${ESC}]0;title\u0007\u202e\u0000 end`,
  "Traceback (most recent call last):",
  '  File "app/load.py", line 2, in load',
  "NameError: name 'json' is not defined",
  ...Array.from({ length: 100 }, (_, n) => `after ${n + 1} ${"x".repeat(n === 9 ? 20_000 : 0)}`),
  "##[error]Process completed with exit code 1.",
].join("\n");

describeConsole("the page of a log", { settings: { MAX_LOG_MB: "200" }, sharesServer: true }, (stage) => {
  /** A log of 100 MB, and a small one. */
  let large: string;
  let lastLine: number;
  let small: string;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "pipewright-log-page-"));
    await makeLog(join(folder, "large.log"), LOG_BYTES);
    large = await acceptLog(stage.server, await readFile(join(folder, "large.log"), "utf8"));
    await rm(folder, { recursive: true });
    lastLine = (await stage.server.incident(large)).log?.lines ?? 0;
    small = await acceptLog(stage.server, SMALL_LOG);
  });
  /** Opens a page; at the end of the test nothing must have gone wrong in it but what matches `expected`. */
  async function visit(path: string, options: BrowserContextOptions = {}, expected = /^$/): Promise<Page> {
    const page = await stage.visit("/simulate", options, expected);
    await page.goto(`${stage.server.url}${path}`);
    return page;
  }

  it("opens at the line that a link names, in the middle of a million", async () => {
    const page = await visit(`/events/${large}/log?line=700000`);
    const line = row(page, 700_000);
    await line.locator("code").waitFor();
    expect(await line.getAttribute("aria-current")).toBe("true");
    expect(await isInMiddle(page, line)).toBe(true);
    expect(await row(page, 700_001).locator("code").textContent()).not.toBe("");
    expect(await page.locator("section[aria-label=Log] li").count()).toBeLessThan(200);
  });

  it("goes to both ends by keyboard", async () => {
    const page = await visit(`/events/${large}/log?line=700000`);
    await row(page, 700_000).locator("code").waitFor();
    await page.keyboard.press("Shift+G");
    await row(page, lastLine).getByText("Cleaning up orphan processes").waitFor();
    await page.keyboard.press("g");
    await row(page, 1).getByText("Runner Image").waitFor();
  });

  it("goes anywhere by the scrollbar, and line by line by the wheel", async () => {
    const page = await visit(`/events/${large}/log`);
    await row(page, 1).locator("code").waitFor();
    await dragTo(page, 1);
    await row(page, lastLine).locator("code").waitFor();
    await dragTo(page, 0.5);
    await expect.poll(() => firstSeen(page)).toBeLessThan(0.51 * lastLine);
    const before = await firstSeen(page);
    expect(before).toBeGreaterThan(0.49 * lastLine);
    await row(page, before).locator("code").waitFor();
    await page.getByRole("region", { name: "Log" }).hover();
    await page.mouse.wheel(0, WHEEL_PX);
    await expect.poll(() => firstSeen(page)).toBe(before + WHEEL_PX / ROW_PX);
  });

  it("finds text in all of it, forwards and backwards, and says how often it is there", async () => {
    const page = await visit(`/events/${large}/log`);
    await row(page, 1).locator("code").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("812 PASSED, 813");
    await page.keyboard.press("Enter");
    await found(page, "1 of 1").waitFor();
    const hit = row(page, lastLine - 3);
    expect(await hit.locator("mark").textContent()).toBe("812 passed, 813");

    await page.getByLabel("Search the log").fill("##[group]");
    await page.keyboard.press("Enter");
    await found(page, "1 of 2").waitFor();
    await page.keyboard.press("Shift+Enter");
    await found(page, "2 of 2").waitFor();
    await page.keyboard.press("Enter");
    await found(page, "1 of 2").waitFor();
    expect(new URL(page.url()).search).toBe("?q=%23%23%5Bgroup%5D&line=1");
    await page.getByLabel("Search the log").fill("is not there");
    await page.keyboard.press("Enter");
    await found(page, "No line has this").waitFor();
  });

  it("takes little memory, however much of it was looked at", async () => {
    const page = await visit(`/events/${large}/log`);
    await row(page, 1).locator("code").waitFor();
    for (let place = 1; place <= PLACES; place += 1) {
      await dragTo(page, place / PLACES);
      await expect.poll(async () => Math.abs((await firstSeen(page)) / lastLine - place / PLACES)).toBeLessThan(0.01);
      await row(page, await firstSeen(page))
        .locator("code")
        .waitFor();
    }
    const heap = await heapMiB(page);
    const resident = await rendererMiB(stage.browser);
    console.info(
      `${lastLine} lines, ${PLACES} places: heap ${heap.toFixed(0)} MiB, process ${resident?.toFixed(0)} MiB`,
    );
    expect(heap).toBeLessThan(HEAP_MAX_MIB);
    expect(resident ?? 0).toBeLessThan(PROCESS_MAX_MIB);
  });

  it("goes on past the hits that are counted", async () => {
    const page = await visit(`/events/${large}/log?q=PASSED&line=900000`);
    await found(page, "10\u202f000+ lines").waitFor();
    await page.getByRole("button", { name: "Next hit" }).click();
    await page.waitForURL(/line=9000\d\d/);
    await page.locator("li[aria-current] mark").waitFor();
  });

  it("leads to the evidence, and says why it counts", async () => {
    const page = await visit(`/events/${large}/log`);
    await row(page, 1).locator("code").waitFor();
    const [evidence] = (await stage.server.incident(large)).diagnosis?.evidence ?? [];
    await page.keyboard.press("n");
    const first = row(page, evidence?.startLine ?? 0);
    await first.getByText(`Proves it: ${evidence?.reason}`).waitFor();
    expect(await first.getAttribute("data-mark")).toBe("main");
    expect(new URL(page.url()).search).toBe(`?lines=${evidence?.startLine}-${evidence?.endLine}`);
    await page
      .getByRole("region", { name: "Evidence" })
      .getByText(evidence?.reason ?? "?")
      .waitFor();
  });

  it("selects lines by their numbers, keeps them in the address, and copies them without numbers", async () => {
    const page = await visit(`/events/${small}/log`, { permissions: ["clipboard-read", "clipboard-write"] });
    await row(page, 3).getByRole("link").click();
    expect(new URL(page.url()).search).toBe("?line=3");
    await row(page, 5)
      .getByRole("link")
      .click({ modifiers: ["Shift"] });
    expect(new URL(page.url()).search).toBe("?lines=3-5");
    await page.getByRole("button", { name: "Copy 3 lines" }).waitFor();
    await page.keyboard.press("c");
    await page.getByText("Copied 3 lines").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("ok step 3\nok step 4\nok step 5\n");

    await page.getByRole("button", { name: "Times" }).click();
    await row(page, 3).getByText("2026-05-14T10:00:00.0070000Z").waitFor();
    await page.reload();
    await row(page, 3).getByText("2026-05-14T10:00:00.0070000Z").waitFor();
    expect(await row(page, 4).getAttribute("aria-current")).toBe("true");
  });

  it("shows hostile text as text, and cuts what is too long", async () => {
    const page = await visit(`/events/${small}/log?line=101`);
    expect(await row(page, 101).locator("code").textContent()).toBe(`${HOSTILE} ‹U+202E›‹U+0000› end`);
    expect(await page.locator("main img, main script").count()).toBe(0);
    await row(page, 114).getByText("12\u202f009 characters more").waitFor();
    expect(await row(page, 1).locator('[data-colour="green"]').count()).toBeLessThanOrEqual(1);
  });

  it("unfolds the log around the evidence, and leads from there to the same line", async () => {
    const page = await visit(`/events/${small}`);
    const evidence = page.getByRole("region", { name: "Evidence" });
    await evidence.getByText("NameError").waitFor();
    await evidence.getByRole("button", { name: "Show 20 lines before" }).click();
    await evidence.getByText("ok step 82", { exact: true }).waitFor();
    expect(await evidence.getByText("ok step 81", { exact: true }).count()).toBe(0);
    await evidence.getByRole("button", { name: "Show 20 lines before" }).click();
    await evidence.getByText("ok step 62", { exact: true }).waitFor();
    await evidence.getByRole("button", { name: "Show 20 lines after" }).click();
    await evidence.getByText("after 20", { exact: true }).waitFor();
    await evidence.getByRole("link", { name: "Open full log" }).click();
    await page.waitForURL(/\/log\?lines=102-104$/);
    await row(page, 104).getByText("NameError").waitFor();
  });

  it("says what went wrong when lines cannot be loaded, and loads them when asked again", async () => {
    const page = await visit(`/events/${large}/log`, {}, /500 \(Internal|503/);
    await row(page, 1).locator("code").waitFor();
    await page.route("**/log/lines**", (route) => route.fulfill({ status: 503, body: "away" }));
    await page.keyboard.press("Shift+G");
    const alert = page.getByRole("alert").filter({ hasText: "503" });
    await alert.waitFor();
    await page.unroute("**/log/lines**");
    await alert.getByRole("button", { name: "Try again" }).click();
    await row(page, lastLine).locator("code").waitFor();
    await alert.waitFor({ state: "detached" });
  });

  it("gives selected text without line numbers", async () => {
    const page = await visit(`/events/${small}/log`);
    await row(page, 2).locator("code").waitFor();
    const text = await page.evaluate(`(() => {
      const [first, , third] = document.querySelectorAll("section[aria-label=Log] li");
      getSelection().setBaseAndExtent(first, 0, third, third.childNodes.length);
      return getSelection().toString();
    })()`);
    expect(text).toBe("ok step 1\nok step 2\nok step 3");
  });

  it("goes on by itself when the server is there again", async () => {
    const first = await startTestServer({}, { keepData: true });
    const id = await acceptLog(first, "a line\n".repeat(5000));
    const visitor = await openConsole(stage.browser, first, `/events/${id}/log`);
    await row(visitor.page, 1).locator("code").waitFor();
    await first.close();
    await visitor.page.keyboard.press("Shift+G");
    await visitor.page.getByRole("alert").getByText("does not answer").waitFor();

    const again = await startTestServer({ PORT: new URL(first.url).port }, { dataDir: first.dataDir });
    await row(visitor.page, 5000).getByText("a line").waitFor();
    await visitor.close();
    await again.close();
  });

  it("says that there is no such incident", async () => {
    const page = await visit("/events/665aa1b2c3d4e5f601234567/log?line=3", {}, /404/);
    await page.getByText("There is no such incident").waitFor();
  });

  it.each(THEMES)("fits a phone, in the %s theme", async (colorScheme) => {
    const page = await visit(`/events/${small}/log?line=104`, { ...NARROW, colorScheme });
    const line = row(page, 104);
    await line.locator("code").waitFor();
    expect(await isInMiddle(page, line)).toBe(true);
    const sizes = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]";
    expect(await page.evaluate(sizes)).toEqual([360, 740]);
    expect(await findBarriers(page)).toEqual([]);
  });
});

function row(page: Page, n: number): Locator {
  return page.locator(`section[aria-label=Log] li[value="${n}"]`);
}

function found(page: Page, words: string): Locator {
  return page.getByRole("status", { name: "Search" }).getByText(words, { exact: true });
}

/** Number of the first line of which the top is in view. */
function firstSeen(page: Page): Promise<number> {
  return page.locator("section[aria-label=Log]").evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll("li")];
    return rows.find((each) => each.getBoundingClientRect().top >= top)?.value ?? 0;
  });
}

/** Puts the scrollbar at a share of its way. */
async function dragTo(page: Page, share: number): Promise<void> {
  await page.locator("section[aria-label=Log]").evaluate((box, to) => {
    box.scrollTop = (box.scrollHeight - box.clientHeight) * to;
  }, share);
}

async function isInMiddle(page: Page, line: Locator): Promise<boolean> {
  const box = await page.locator("section[aria-label=Log]").boundingBox();
  const at = await line.boundingBox();
  if (!box || !at) return false;
  return Math.abs(box.y + box.height / 2 - at.y) < 3 * ROW_PX;
}
