import { ROUTES } from "@pipewright/contract/routes";
import { describe, expect, it } from "vitest";
import { startAppServer } from "../testing/app-server.ts";
import { findChromium, openBrowser } from "../testing/open-browser.ts";

const chromium = findChromium();
if (!chromium) console.warn("NOT TESTED: /docs in a browser. Install Chromium so that `which chromium` finds it.");

describe.skipIf(!chromium)("/docs in a browser", () => {
  it("shows every route, loads nothing from elsewhere and breaks no rule of the content policy", async () => {
    await using server = await startAppServer();
    const browser = await openBrowser(chromium ?? "");
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      const requested: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("request", (request) => requested.push(request.url()));
      await page.goto(`${server.url}/docs`);
      await page.locator("#operations-approvals-approve .opblock-summary-control").click();
      await page.getByText("Approve exactly the fix with this digest").waitFor();
      expect(await page.locator(".opblock").count()).toBe(Object.keys(ROUTES).length);
      expect(requested.filter((url) => !url.startsWith(server.url) && !url.startsWith("data:"))).toEqual([]);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
