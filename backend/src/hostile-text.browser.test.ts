import type { DoctorReport, Finding } from "@pipewright/contract/doctor";
import type { ScenarioSummary } from "@pipewright/contract/simulate";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { button, expectNoSidewaysScrolling, NARROW, region, THEMES, WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { createHostileIncidents, type HostileIncidents } from "./testing/hostile-incidents.ts";
import { hostile, shownAs } from "./testing/hostile-text.ts";
import { untilAtRest } from "./testing/until-at-rest.ts";

const KEY_NAME = "a key's name";
const KEY_NAME_MAX_CHARACTERS = 100;

/** What hostile text left in the page: elements, links that run something, characters that hide or reorder. */
const LOOK_FOR_HARM = `(() => {
  const hidden = /[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\u3164]|[\\u{e0000}-\\u{e007f}]/u;
  const found = [];
  if ("pwned" in window) found.push("a script ran");
  for (const { tagName } of document.querySelectorAll("img:not(.cm-widgetBuffer), iframe, object, embed, body script")) found.push("<" + tagName + ">");
  for (const { href } of document.querySelectorAll("a[href]"))
    if (!/^https?:/.test(href)) found.push("a link to " + href.slice(0, 40));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data } = texts.currentNode;
    if (hidden.test(data)) found.push("hidden in text: " + JSON.stringify(data.slice(0, 60)));
  }
  for (const each of document.querySelectorAll("[title], [aria-label], [placeholder]"))
    for (const name of ["title", "aria-label", "placeholder"])
      if (hidden.test(each.getAttribute(name) ?? "")) found.push("hidden in " + name + " of " + each.tagName);
  return found;
})()`;

describeConsole("hostile text in every field", { sharesServer: true }, (stage) => {
  let made: HostileIncidents;

  beforeAll(async () => {
    made = await createHostileIncidents(stage.server);
    const name = hostile(KEY_NAME).slice(0, KEY_NAME_MAX_CHARACTERS);
    await stage.server.json("/api/dashboard/keys", { repo: "acme/shop", name });
  });

  /** Opens the console where also what the server itself says is hostile: its parts, its examples, its person's name. */
  async function visit(path: string, options: BrowserContextOptions): Promise<Page> {
    const page = await stage.visit("/", options);
    await page.route("**/api/dashboard/doctor", (route) => route.fulfill({ json: DOCTOR }));
    await page.route("**/api/webhook/scenarios", (route) => route.fulfill({ json: SCENARIOS }));
    await page.route("**/api/session", (route) =>
      route.fulfill({ json: { signedIn: true, by: hostile("a person"), role: "admin" } }),
    );
    await page.goto(`${stage.server.url}${path}`);
    return page;
  }

  async function expectHarmless(page: Page): Promise<void> {
    await untilAtRest(page);
    expect(await page.evaluate(LOOK_FOR_HARM)).toEqual([]);
    expect(await page.title()).toMatch(/^(\(\d+\) )?Pipewright$/);
    await expectNoSidewaysScrolling(page);
  }

  async function expectHarmlessOnScreenAndPhone(page: Page): Promise<void> {
    await expectHarmless(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectHarmless(page);
  }

  describe.each(THEMES)("in the %s theme", (colorScheme) => {
    it.each(PLACES)("is text on the page of $page", async ({ path, shows }) => {
      const page = await visit(path, { ...WIDE, colorScheme });
      await page.getByText(shownAs(shows[0])).first().waitFor({ state: "attached" });
      await expectHarmlessOnScreenAndPhone(page);
      await expectShown(page, shows);
    });

    it.each(["waiting", "proven", "failed", "rejected"] as const)(
      "is text on the page of one that is %s",
      async (how) => {
        const page = await visit(`/events/${made[how]}`, { ...WIDE, colorScheme });
        await region(page, "Facts").waitFor();
        await openAll(page);
        await expectHarmlessOnScreenAndPhone(page);
        await expectShown(page, made.names[how]);
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(`${stage.server.url}/approvals/${made[how]}`);
        await region(page, "Facts").waitFor();
        await expectHarmless(page);
      },
    );

    it("is text in a log and in what is found there", async () => {
      const page = await visit(`/events/${made.waiting}/log?q=onerror`, { ...NARROW, colorScheme });
      await page.locator("mark").first().waitFor();
      await expectHarmless(page);
      await expectShown(page, ["a log line"]);
    });

    it("is text in every dialog and in the palette", async () => {
      const page = await visit(`/events/${made.waiting}`, { ...NARROW, colorScheme });
      for (const [opener, title] of DIALOGS) {
        await button(page, opener).click();
        const dialog = page.getByRole("dialog", { name: title });
        await dialog.waitFor();
        if (opener === "Edit") await dialog.getByRole("textbox", { name: "Script" }).waitFor();
        await expectHarmless(page);
        await expectInside(dialog, page);
        await dialog
          .getByRole("button", { name: /Close|Cancel/ })
          .first()
          .click();
        await dialog.waitFor({ state: "hidden" });
      }
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByText(shownAs("a title")).first().waitFor();
      await expectHarmless(page);
    });
  });
});

const DIALOGS = [
  ["Approve fix", "The risk is critical"],
  ["Reject", "Reject this fix"],
  ["Ask for another fix", "Ask for another fix"],
  ["Edit", "Edit the script"],
  ["JSON", "This incident as JSON"],
] as const;

const FINDING: Finding = {
  id: "model",
  name: hostile("a part's name"),
  status: "degraded",
  kind: hostile("a part's kind"),
  message: hostile("a part's message"),
  advice: hostile("a part's advice"),
  snippet: hostile("a part's lines"),
  checkedAt: "2026-05-14T10:00:00.000Z",
};
const DOCTOR: DoctorReport = {
  findings: [FINDING],
  limits: { timeoutMs: 600_000, memoryBytes: 1_000_000_000, cpus: 2, pids: 512 },
  webhookUrl: hostile("a webhook address"),
};
const SCENARIOS: ScenarioSummary[] = [
  {
    id: "hostile-example",
    title: hostile("an example's title"),
    ecosystem: hostile("an example's kind"),
    description: hostile("an example's description"),
  },
];

/** Pages beside those of one incident, with the beginnings of what they show, the last to come first. */
const PLACES: { page: string; path: string; shows: [string, ...string[]] }[] = [
  { page: "the dashboard", path: "/", shows: ["a title", "a repository", "a branch", "a webhook address"] },
  {
    page: "the settings",
    path: "/settings",
    shows: [
      KEY_NAME,
      "a part's name",
      "a part's kind",
      "a part's message",
      "a part's advice",
      "a part's lines",
      "a webhook address",
      "a person",
    ],
  },
  {
    page: "the examples",
    path: "/simulate",
    shows: ["an example's title", "an example's kind", "an example's description"],
  },
  { page: "the approvals", path: "/approvals", shows: ["a title", "a repository", "a branch"] },
];

/** Opens all that is folded. */
async function openAll(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const each of all) each.setAttribute("open", "");
  });
}

async function expectInside(dialog: Locator, page: Page): Promise<void> {
  const box = await dialog.boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
}

/** All of these are there to be read. */
async function expectShown(page: Page, names: string[]): Promise<void> {
  const text = (await page.locator("body").textContent()) ?? "";
  expect(names.filter((name) => !text.includes(shownAs(name)))).toEqual([]);
}
