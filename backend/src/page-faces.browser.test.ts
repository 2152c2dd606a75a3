import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "./testing/check-accessibility.ts";
import { button, region, THEMES, WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { untilAtRest } from "./testing/until-at-rest.ts";

/** What a browser says of requests that were held back or cut. */
const CUT = /ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket connection/;
const FACES: [name: string, path: string, asks: string, words: string, there: (page: Page) => Promise<void>][] = [
  ["the incidents", "/", "/api/dashboard/events?", "Loading the incidents", shows("shell-crlf")],
  ["the approvals", "/approvals", "/api/approvals/pending", "Loading what waits", shows("Riskiest first")],
  ["an incident", "/events/ID", "/api/dashboard/events/ID", "Loading the incident", shows("Proposed fix")],
  ["a log", "/events/ID/log", "/api/dashboard/events/ID", "Loading the log", shows("exit code")],
  [
    "the examples",
    "/simulate",
    "/api/webhook/scenarios",
    "Loading the examples",
    shows("A comma too many in a JSON file"),
  ],
  [
    "the settings",
    "/settings",
    "/api/dashboard/doctor",
    "Looking at every part of this installation",
    shows("parts work"),
  ],
];

describeConsole("the faces of the pages", { sharesServer: true, looks: WIDE }, (stage) => {
  let id: string;

  beforeAll(async () => {
    id = (await stage.server.reach(await stage.server.simulate({ scenario: "shell-crlf" }))).id;
  });

  it.each(FACES)("say what %s wait for, what went wrong, and go on", async (_name, path, asks, words, there) => {
    const page = await stage.visit("/docs", WIDE, CUT);
    const asked = asks.replace("ID", id);
    let letGo: (isCut: boolean) => void = () => {};
    const decided = new Promise<boolean>((resolve) => {
      letGo = resolve;
    });
    let isAway = true;
    await page.route(
      ({ pathname, search }) => `${pathname}${search}`.startsWith(asked) && !pathname.endsWith("/lines"),
      async (route) => (isAway && (await decided) ? route.abort() : route.continue()),
    );
    await page.goto(`${stage.server.url}${path.replace("ID", id)}`);
    await page.getByRole("status").getByText(words).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    letGo(true);
    const alert = page
      .getByRole("main")
      .getByRole("alert")
      .filter({ hasText: "The Pipewright server does not answer." });
    await alert.first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    isAway = false;
    await button(alert.first(), "Try again").click();
    await there(page);
    await alert.first().waitFor({ state: "detached" });
  });

  it("say that the browser is offline and since when, and show what happened meanwhile once it is not", async () => {
    const waiting = await stage.server.reach(await stage.server.simulate({ scenario: "config-trailing-comma" }));
    const page = await stage.visit(`/events/${waiting.id}`, WIDE, CUT);
    await page.getByRole("status", { name: "Live updates: Live" }).waitFor();
    await button(page, "Approve fix").waitFor();
    await page.context().setOffline(true);
    await page.getByText(/This browser is offline\. What you see was true .* ago\. Trying again/).waitFor();
    await page.getByRole("status", { name: "Live updates: Offline" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await stage.server.approve(waiting);
    await stage.server.reach(waiting.id, ["resolved"]);
    await page.context().setOffline(false);
    await page.getByRole("status", { name: "Live updates: Live" }).waitFor();
    await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
  });

  it("come by themselves when the connection is back", async () => {
    const page = await stage.visit("/docs", WIDE, CUT);
    const path = `/api/dashboard/events/${id}`;
    await page.route(`**${path}`, (route) => route.abort());
    await page.goto(`${stage.server.url}/events/${id}`);
    await page.getByRole("alert").getByText("does not answer").waitFor();
    await page.context().setOffline(true);
    await page.getByRole("status", { name: "Live updates: Offline" }).waitFor();
    await page.unroute(`**${path}`);
    await page.context().setOffline(false);
    await button(page, "Approve fix").waitFor();
  });

  it("of an incident answer in order: what broke, how sure that is, what it risks, where it runs, how long is left", async () => {
    const page = await stage.visit(`/events/${id}`);
    await page.getByText(/^\d+.% sure · found by knowledge \(shell\/[\w-]+\) · severity \w+$/).waitFor();
    await page.getByText(/^expires in \d+ h$/).waitFor();
    const risk = region(page, "Risk");
    await risk
      .getByRole("listitem")
      .filter({ hasText: /^\+\d+runs a script/ })
      .waitFor();
    const factors = await risk.getByRole("listitem").allInnerTexts();
    const points = factors.map((text) => Number(text.replace("−", "-").match(/^[+-]?\d+/)?.[0]));
    const { score } = (await stage.server.incident(id)).risk ?? {};
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(score);
    const runs = region(page, "Runs in");
    for (const words of ["Network", "Limits", "Fails before, passes after"]) await runs.getByText(words).waitFor();
    expect(await region(page, "Script").locator("[data-token]").count()).toBeGreaterThan(0);
    const time = page.getByRole("main").locator("time").first();
    expect(await time.getAttribute("title")).toMatch(/\d{4}.*\d{1,2}:\d{2}/);
  });

  it("of an incident grow its timeline as it happens, with how long each step took", async () => {
    const waiting = await stage.server.reach(await stage.server.simulate({ scenario: "config-trailing-comma" }));
    const { page, loads } = await stage.open(`/events/${waiting.id}`, WIDE);
    const entries = region(page, "Timeline").getByRole("listitem");
    await expect.poll(() => entries.count()).toBe(waiting.timeline.length);
    await stage.server.approve(waiting);
    await entries.filter({ hasText: "Approved by admin" }).waitFor();
    const { timeline } = await stage.server.reach(waiting.id, ["resolved"]);
    await expect.poll(() => entries.count()).toBe(timeline.length);
    expect(await entries.filter({ hasText: /took \d/ }).count()).toBeGreaterThan(3);
    expect(loads()).toBe(1);
  });

  describe.each(THEMES)("in the %s theme", (colorScheme) => {
    it("shut nobody out who signs in, who was answered, or who has lost their way", async () => {
      const { id: proven } = await stage.server.reach(await stage.server.simulate({ scenario: "shell-crlf" }));
      await stage.server.approve(await stage.server.incident(proven));
      await stage.server.reach(proven, ["resolved"]);
      const page = await stage.visit(`/events/${proven}`, { ...WIDE, colorScheme });
      await page.getByRole("status", { name: "Verdict" }).waitFor();
      await untilAtRest(page);
      expect(await findBarriers(page)).toEqual([]);
      await page.goto(`${stage.server.url}/nowhere`);
      await page.getByText("There is no page at this address").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await button(page, "Sign out").click();
      await page.getByLabel("Admin token or sign-in link").waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });
  });
});

function shows(words: string): (page: Page) => Promise<void> {
  return (page) => page.getByRole("main").getByText(words).first().waitFor({ state: "attached" });
}
