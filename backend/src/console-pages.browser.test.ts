import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import { findBarriers } from "./testing/check-accessibility.ts";
import { button, expectNoSidewaysScrolling, NARROW, region, THEMES } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import type { TestServer } from "./testing/start-test-server.ts";

const LOG = join(EXAMPLES_DIR, "config-trailing-comma", "failure.log");
const PATIENCE_MS = 10_000;

const DROPPED_FILE = `(() => {
  const dropped = new DataTransfer();
  dropped.items.add(new File(["it broke"], "ci.log"));
  return dropped;
})()`;

describeConsole("the pages of the console in a browser", {}, (stage) => {
  const { visit } = stage;

  async function propose(failure: object): Promise<string> {
    const id = await stage.server.simulate(failure);
    await stage.server.reach(id);
    return id;
  }

  describe("to simulate a failure", () => {
    it("shows what would be made of an example, and creates it from its card", async () => {
      const page = await visit("/simulate");
      await button(page, "Preview: A comma too many in a JSON file").click();
      await expectPreview(page);
      expect(page.url()).toContain("scenario=config-trailing-comma");
      expect(await incidentCount(stage.server)).toBe(0);

      await page.reload();
      await expectPreview(page);
      await button(page, "Simulate: A comma too many in a JSON file").click();
      await page.waitForURL(/\/events\/[^/]+$/);
      await button(page, "Approve fix").waitFor();
      expect(await incidentCount(stage.server)).toBe(1);
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
      expect(await incidentCount(stage.server)).toBe(0);

      await button(page, "Create this incident").click();
      await page.waitForURL(/\/events\/[^/]+$/);
      await page.getByText("acme/shop").first().waitFor();
    });

    it("takes a file, also a gzipped one, and refuses what is no log", async () => {
      const page = await visit("/simulate?from=log", NARROW);
      const packed = join(stage.server.dataDir, "build.log.gz");
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

    it("takes a file that is dropped on it", async () => {
      const page = await visit("/simulate?from=log");
      const files = await page.evaluateHandle(DROPPED_FILE);
      await page.getByLabel("Log", { exact: true }).dispatchEvent("drop", { dataTransfer: files });
      await page.getByText("ci.log").waitFor();
      await button(page, "Remove").click();
      await page.getByLabel("Log", { exact: true }).waitFor();
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
      expect(await incidentCount(stage.server)).toBe(0);
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
      await parts.getByText("7 of 9 parts work").waitFor();
      const token = parts.getByRole("listitem", { name: "GitHub access" });
      await token.getByText("To do").waitFor();
      await token.getByText("GITHUB_TOKEN=").waitFor();

      const store = parts.getByRole("listitem", { name: "Store" });
      const before = await store.locator("time").getAttribute("datetime");
      await button(store, "Test Store").click();
      await expect.poll(() => store.locator("time").getAttribute("datetime")).not.toBe(before);
      await store.getByText("Works").waitFor();
    });

    it("say when the server does not answer, and come when it does", async () => {
      const page = await visit("/", {}, /ERR_FAILED/);
      await page.getByText("GEMINI_API_KEY=").waitFor();
      let isAway = true;
      await page.route("**/api/dashboard/doctor", (route) => (isAway ? route.abort() : route.continue()));
      await page.goto(`${stage.server.url}/settings`);
      await page.getByRole("alert").getByText("The Pipewright server does not answer.").waitFor();
      isAway = false;
      await button(page, "Try again").click();
      await page.getByText("parts work").waitFor();
    });

    it("make an API key that is shown once, and revoke it", async () => {
      const page = await visit("/settings", {}, /422/);
      const keys = region(page, "API keys");
      await keys.getByText("No key was made yet").waitFor();
      await keys.getByLabel("Repository of the key").fill("shop");
      await button(keys, "Make a key").click();
      await keys.getByText("must be owner/name").waitFor();
      await keys.getByLabel("Repository of the key").fill("acme/shop");
      await button(keys, "Make a key").click();
      await keys.getByText(/^pw_[0-9a-f]{24}_/).waitFor();
      const key = keys.getByRole("listitem", { name: "acme/shop" });
      await key.getByText("Never used").waitFor();

      await page.reload();
      await key.getByRole("button", { name: /^Revoke: / }).click();
      expect(await keys.getByText("pw_").count()).toBe(0);
      await key.getByRole("button", { name: /^Revoke for good: / }).click();
      await key.getByText("Revoked").waitFor();
      expect(await key.getByRole("button").count()).toBe(0);
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
    await connect.getByText(`${stage.server.url}/api/webhook/github`).first().waitFor();
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

  describe("of the incidents", () => {
    it("keep their filters in the address, which survive a reload", async () => {
      const json = await propose({ scenario: "config-trailing-comma" });
      const shell = await propose({ scenario: "shell-crlf", branch: "release" });
      const page = await visit("/");
      const list = page.getByRole("table", { name: "Incidents", exact: true });
      await page.getByLabel("Filter by branch").selectOption("release");
      await expectRows(list, [shell]);
      await page.reload();
      await expectRows(list, [shell]);
      expect(await page.getByLabel("Filter by branch").inputValue()).toBe("release");

      await page.getByLabel("Filter by branch").selectOption("main");
      await page.getByLabel("Filter by repository").selectOption("pipewright-examples/config-trailing-comma");
      await page.getByLabel("Filter by category").selectOption("configuration");
      await page.getByLabel("Filter by status").selectOption("awaiting_approval");
      await expectRows(list, [json]);
      await page.goBack();
      await page.getByRole("link", { name: "Show all incidents" }).or(button(page, "Show all")).first().click();
      await expectRows(page.getByRole("table", { name: "Incidents that wait for you" }), [json, shell]);

      await page.getByLabel("Find in title, repository, branch or commit").fill("SHELL-crlf");
      await expectRows(list, [shell]);
      expect(new URL(page.url()).searchParams.get("q")).toBe("SHELL-crlf");
    });

    it("wait behind a button while a person reads, so that no row jumps", async () => {
      const first = await propose({ scenario: "config-trailing-comma" });
      const page = await visit("/");
      const waiting = page.getByRole("table", { name: "Incidents that wait for you" });
      await expectRows(waiting, [first]);
      await waiting.hover();
      const second = await propose({ scenario: "shell-crlf" });
      await button(page, "Show 1 new").waitFor();
      await expectRows(waiting, [first]);
      await button(page, "Show 1 new").click();
      await expectRows(waiting, [first, second]);
    });

    it("are told as charts, with their figures in a table", async () => {
      const id = await propose({ scenario: "config-trailing-comma" });
      await stage.server.approve(await stage.server.incident(id));
      await stage.server.reach(id, ["resolved"]);
      const page = await visit("/");
      const trends = region(page, "The last 30 days");
      await trends.getByText("1 incident in 30 days, 1 proven fixed").waitFor();
      await trends.getByText("100 % of the fixes were approved").waitFor();
      await trends.getByText("No time saved in 30 days yet").waitFor();
      await trends.getByText("Simulations, and fixes that were not proven, count nothing.").waitFor();
      await trends.getByText("Show as a table").first().click();
      const table = trends.getByRole("region", { name: "Incidents a day, as a table" });
      expect(await table.getByRole("row").nth(1).getByRole("cell").allTextContents()).toEqual(["1", "0"]);
      expect(await table.getByRole("row").count()).toBe(31);
    });
  });

  describe("by the palette", () => {
    it("are an incident, a page and an action found with the keyboard alone", async () => {
      const id = await propose({ scenario: "shell-crlf", commit_sha: "ab12cd34ef56", branch: "release" });
      await propose({ scenario: "config-trailing-comma" });
      const page = await visit("/settings");
      await page.getByText("parts work").waitFor();
      await openPalette(page);
      await page.keyboard.type("AB12CD");
      await page.getByRole("dialog").getByText("release · ab12cd34").waitFor();
      await expect.poll(() => page.getByRole("dialog").getByRole("button").count()).toBe(1);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${stage.server.url}/events/${id}`);

      await openPalette(page);
      await page.keyboard.type("simul");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Simulate a failure" }).waitFor();

      await openPalette(page);
      await page.keyboard.type("theme");
      await page.keyboard.press("ArrowDown");
      await page.getByRole("dialog").getByRole("status").getByText("Theme: light").waitFor();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("keyboard");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Ctrl K").waitFor();
    });

    it("is a past incident found, and it is said when nothing is", async () => {
      const id = await propose({ scenario: "config-trailing-comma" });
      const { approval } = await stage.server.incident(id);
      await stage.server.json(`/api/approvals/${approval?.id}/reject`, { reason: "not now" });
      const page = await visit("/");
      await openPalette(page);
      await page.keyboard.type("trailing-comma");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /Rejected/ })
        .waitFor();
      await page.getByRole("dialog").getByRole("textbox").fill("<b>nowhere</b>");
      await page.getByText("Nothing here has that name").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    });
  });

  describe.each(THEMES)("in the %s theme", (colorScheme) => {
    it.each([
      ["/", (page: Page) => page.getByText("GEMINI_API_KEY=")],
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

    it("/ with incidents, and the palette, shut nobody out", async () => {
      await propose({ scenario: "config-trailing-comma" });
      const page = await visit("/", { colorScheme });
      await region(page, "The last 30 days").getByRole("img").first().waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await findBarriers(page)).toEqual([]);
      await expectNoSidewaysScrolling(page);
      await openPalette(page);
      expect(await findBarriers(page)).toEqual([]);
    });
  });
});

async function openPalette(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Pages of the console" }).waitFor();
  // What is typed while another dialog goes away is typed for nobody.
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("textbox", { name: "Find a page, an action or an incident" });
  await field.waitFor();
  await expect.poll(() => field.evaluate((element) => element.matches(":focus"))).toBe(true);
}

/** These incidents, in any order, and no others. */
async function expectRows(table: Locator, ids: string[]): Promise<void> {
  const links = table.locator("tbody a");
  const shown = () =>
    links.evaluateAll((found) => found.map((link) => link.getAttribute("href")?.split("/").at(-1)).sort());
  await expect.poll(shown, { timeout: PATIENCE_MS }).toEqual(ids.toSorted());
}

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
