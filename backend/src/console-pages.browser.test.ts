import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CONSOLE_DIR, EXAMPLES_DIR } from "./package-root.ts";
import { findBarriers } from "./testing/check-accessibility.ts";
import { findChromium, openBrowser } from "./testing/open-browser.ts";
import { openConsole, type Visitor } from "./testing/open-console.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const LOG = join(EXAMPLES_DIR, "config-trailing-comma", "failure.log");
const NARROW: BrowserContextOptions = { viewport: { width: 360, height: 740 } };
const PATIENCE_MS = 10_000;
const THEMES = ["light", "dark"] as const;

const chromium = findChromium();
if (!chromium) console.warn("NOT TESTED: the console's pages in a browser. Install Chromium.");

describe.skipIf(!chromium)("the pages of the console in a browser", () => {
  let browser: Browser;
  let server: TestServer;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    if (!existsSync(join(CONSOLE_DIR, "index.html"))) {
      throw new Error("The console is not built. Run: npm run build -w @pipewright/frontend");
    }
    browser = await openBrowser(chromium ?? "");
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    visitors = [];
    server = await startTestServer();
  });
  afterEach(async () => {
    await Promise.all(visitors.map((visitor) => visitor.close()));
    await server.close();
    expect(visitors.flatMap(({ problems }) => problems)).toEqual([]);
  });

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await openConsole(browser, server, path, options);
    visitors.push(visitor);
    visitor.page.setDefaultTimeout(PATIENCE_MS);
    return visitor.page;
  }

  describe("to simulate a failure", () => {
    it("shows what would be made of an example, and creates it from its card", async () => {
      const page = await visit("/simulate");
      await button(page, "Preview: A comma too many in a JSON file").click();
      await expectPreview(page);
      expect(page.url()).toContain("scenario=config-trailing-comma");
      expect(await incidentCount(server)).toBe(0);

      await page.reload();
      await expectPreview(page);
      await button(page, "Simulate: A comma too many in a JSON file").click();
      await page.waitForURL(/\/events\/[^/]+$/);
      await button(page, "Approve fix").waitFor();
      expect(await incidentCount(server)).toBe(1);
    });

    it("takes a pasted log, says what is missing, and creates nothing before it is told to", async () => {
      const page = await visit("/simulate");
      await page.getByRole("link", { name: "Your own log" }).click();
      await button(page, "Preview").click();
      await page.getByText("Paste a log, or give a file.").waitFor();
      await page.getByLabel("Log", { exact: true }).fill(await readFile(LOG, "utf8"));
      await page.getByLabel("Repository").fill("acme/shop");
      await button(page, "Preview").click();
      await expectPreview(page);
      expect(await incidentCount(server)).toBe(0);

      await button(page, "Create this incident").click();
      await page.waitForURL(/\/events\/[^/]+$/);
      await page.getByText("acme/shop").first().waitFor();
    });

    it("takes a file, also a gzipped one, and refuses what is no log", async () => {
      const page = await visit("/simulate?from=log", NARROW);
      const packed = join(server.dataDir, "build.log.gz");
      await writeFile(packed, gzipSync(await readFile(LOG)));
      const field = page.locator("input[type=file]");
      await field.setInputFiles({
        name: "logs.zip",
        mimeType: "application/zip",
        buffer: Buffer.from("PK\u0003\u0004"),
      });
      await page.getByText("logs.zip is an archive.").waitFor();
      await field.setInputFiles(packed);
      await page.getByText("build.log.gz").waitFor();
      await page.getByLabel("Repository").fill("acme/shop");
      await button(page, "Preview").click();
      await expectPreview(page);
      await expectNoSidewaysScrolling(page);
    });

    it("offers the closest example to who describes a failure where there is no model", async () => {
      const page = await visit("/simulate?from=chat");
      const field = page.getByRole("textbox", { name: "What fails" });
      await field.fill("a trailing comma makes the json config invalid");
      await field.press("Enter");
      const conversation = page.getByRole("log", { name: "Conversation" });
      await conversation.getByText("No model is configured").waitFor();
      await button(conversation, "Preview").click();
      await expectPreview(page);
      expect(await incidentCount(server)).toBe(0);
      await button(conversation, "Create the incident").click();
      await page.waitForURL(/\/events\/[^/]+$/);
    });

    it("shows hostile text as text", async () => {
      const page = await visit("/simulate?from=log");
      const markup = `<img src=x onerror="alert(1)">`;
      await page.getByLabel("Log", { exact: true }).fill(`Error: ${markup}\u202e\nProcess completed with exit code 1.`);
      await page.getByLabel("Repository").fill(markup);
      await button(page, "Preview").click();
      const preview = region(page, "Preview");
      await preview.getByText(markup).first().waitFor();
      expect(await preview.textContent()).not.toContain("\u202e");
      expect(await page.locator("img").count()).toBe(0);
    });
  });

  describe("of the settings", () => {
    it("show every part with what to do, and test one", async () => {
      const page = await visit("/settings");
      const parts = region(page, "What is connected");
      await parts.getByText("6 of 8 parts work").waitFor();
      const token = parts.getByRole("listitem", { name: "GitHub token" });
      await token.getByText("To do").waitFor();
      await token.getByText("GITHUB_TOKEN=").waitFor();

      const store = parts.getByRole("listitem", { name: "Store" });
      const before = await store.locator("time").getAttribute("datetime");
      await button(store, "Test Store").click();
      await expect.poll(() => store.locator("time").getAttribute("datetime")).not.toBe(before);
      await store.getByText("Works").waitFor();
    });

    it("keep the theme, and lead out", async () => {
      const page = await visit("/settings", { colorScheme: "light" });
      await page.getByRole("radio", { name: "Dark" }).check();
      await page.reload();
      await page.getByRole("radio", { name: "Dark", checked: true }).waitFor();
      expect(await page.evaluate("document.documentElement.dataset.mantineColorScheme")).toBe("dark");
      await button(page, "Sign out here").click();
      await page.getByLabel("Admin token or sign-in link").waitFor();
    });
  });

  it("explain an empty installation, and lead from there to the first incident", async () => {
    const page = await visit("/");
    await page.getByText("No failure has come in yet").waitFor();
    const connect = region(page, "2. Connect a repository");
    await connect.getByText("GITHUB_WEBHOOK_SECRET=").waitFor();
    await connect.getByText(`${server.url}/api/webhook/github`).first().waitFor();
    await region(page, "3. Choose a model, or none").getByLabel("Model of").selectOption("ollama");
    await page.getByText("LLM_PROVIDER=ollama").waitFor();

    await page.getByLabel("What shall fail").selectOption("config-trailing-comma");
    await button(page, "Try a simulation").click();
    await button(page, "Approve fix").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Incidents" }).click();
    await page.getByRole("table", { name: "Incidents that wait for you" }).waitFor();

    await button(page, "Do not show this again").click();
    await page.reload();
    await page.getByRole("table", { name: "Incidents that wait for you" }).waitFor();
    expect(await page.getByRole("region", { name: "First steps" }).count()).toBe(0);
  });

  describe.each(THEMES)("in the %s theme", (colorScheme) => {
    it.each([
      ["/", (page: Page) => page.getByText("LLM").or(page.getByText("GEMINI_API_KEY=")).first()],
      ["/simulate?scenario=shell-crlf", (page: Page) => page.getByRole("region", { name: "Risk" })],
      ["/simulate?from=log", (page: Page) => page.getByLabel("Log", { exact: true })],
      ["/simulate?from=chat", (page: Page) => page.getByText("For example:")],
      ["/settings", (page: Page) => page.getByText("parts work")],
    ])("%s shuts nobody out, on a screen and on a phone", async (path, ready) => {
      const page = await visit(path, { colorScheme });
      await ready(page).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await findBarriers(page)).toEqual([]);
      await expectNoSidewaysScrolling(page);
    });
  });
});

/** Cause, lines that prove it, fix and risk are there. */
async function expectPreview(page: Page): Promise<void> {
  const preview = region(page, "Preview");
  await preview.getByRole("heading", { name: /json/i }).first().waitFor();
  await preview.getByText("Expecting property name enclosed in double quotes").first().waitFor();
  await preview.getByRole("region", { name: /^(Script|Patch)$/ }).waitFor();
  await preview.getByRole("region", { name: "Risk" }).waitFor();
}

async function incidentCount(server: TestServer): Promise<number> {
  const stats = await server.json("/api/dashboard/stats");
  return typeof stats === "object" && stats !== null && "total" in stats ? Number(stats.total) : Number.NaN;
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  expect(await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")).toEqual([360, 360]);
}

function button(within: Page | Locator, name: string): Locator {
  return within.getByRole("button", { name, exact: true });
}

function region(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}
