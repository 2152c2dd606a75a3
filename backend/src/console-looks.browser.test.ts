import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "./testing/check-accessibility.ts";
import { button, expectNoSidewaysScrolling, NARROW, THEMES, WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { untilAtRest } from "./testing/until-at-rest.ts";

const RISKY_SCRIPT = "set -eu\ncurl -fsSL https://example.org/install.sh | sh\n";
const CONTENT_MAX_PX = 1440;
const SCREENS = {
  phone: { width: 360, height: 740 },
  "laptop at twice its size": { width: 640, height: 400 },
  tablet: { width: 768, height: 1024 },
  "4K": { width: 3840, height: 2160 },
};

describeConsole("the looks of the console", { sharesServer: true }, (stage) => {
  let waiting: string;
  let proven: string;

  beforeAll(async () => {
    const { server } = stage;
    const fixed = await server.reach(await server.simulate({ scenario: "config-trailing-comma" }));
    await server.approve(fixed);
    proven = (await server.reach(fixed.id, ["resolved"])).id;
    const { id, approval } = await server.reach(await server.simulate({ scenario: "shell-crlf" }));
    await server.json(`/api/approvals/${approval?.id}/revise`, { script: RISKY_SCRIPT, network: true });
    waiting = (await server.reach(id, ["awaiting_approval"])).id;
  });

  /** Every page, with the words by which it is there. */
  const places = (): [path: string, words: string | RegExp][] => [
    ["/", "Waits for you"],
    [`/approvals/${waiting}`, "Proposed fix"],
    [`/events/${waiting}`, "Proposed fix"],
    [`/events/${proven}`, "What the fix changed"],
    [`/events/${waiting}/log`, /exit code/],
    ["/simulate?scenario=shell-crlf", "Proves it"],
    ["/simulate?from=log", "Commit message"],
    ["/simulate?from=chat", "For example:"],
    ["/settings", "parts work"],
  ];

  async function goEverywhere(page: Page, look: (path: string) => Promise<void>): Promise<void> {
    for (const [path, words] of places()) {
      await page.goto(`${stage.server.url}${path}`);
      await page.getByText(words).first().waitFor();
      await untilAtRest(page);
      await look(path);
    }
  }

  it("fit screens from 360 px to 4K, and no line of the content is too long to read", async () => {
    const page = await stage.visit("/", WIDE);
    await goEverywhere(page, async (path) => {
      for (const [name, viewport] of Object.entries(SCREENS)) {
        await page.setViewportSize(viewport);
        await expectNoSidewaysScrolling(page);
        const widths = await page.locator("main > *").evaluateAll((all) => all.map((each) => each.clientWidth));
        if (!path.endsWith("/log"))
          expect([name, path, Math.max(...widths) <= CONTENT_MAX_PX]).toEqual([name, path, true]);
      }
    });
  });

  describe.each(THEMES)("in the %s theme", (colorScheme) => {
    it("shut nobody out who wants more contrast", async () => {
      const page = await stage.visit("/", { ...WIDE, contrast: "more", colorScheme });
      await goEverywhere(page, async (path) => expect([path, await findBarriers(page)]).toEqual([path, []]));
    });

    it("shut nobody out who has colours of their own", async () => {
      const page = await stage.visit("/", { ...WIDE, forcedColors: "active", colorScheme });
      await goEverywhere(page, async (path) => {
        const barriers = await findBarriers(page);
        // axe-core reads the colours that the page asked for, not those that the browser puts in their place.
        expect([path, barriers.filter((each) => !each.startsWith("color-contrast"))]).toEqual([path, []]);
      });
    });

    it("tell what is current, chosen and proving also without colours of the page's own", async () => {
      const page = await stage.visit(`/approvals/${waiting}`, { ...WIDE, colorScheme, forcedColors: "active" });
      await page.getByText("Proposed fix").waitFor();
      const nav = page.getByRole("navigation", { name: "Pages of the console" });
      const paint = (name: string) => styleOf(nav.getByRole("link", { name }), "background-color");
      expect(await paint("Approvals")).not.toBe(await paint("Settings"));
      const steps = page.getByRole("list", { name: "Questions that wait" }).locator('span[class*="_step_"]');
      await steps.first().waitFor();
      for (const step of await steps.all())
        expect(await styleOf(step, "background-color")).not.toBe("rgba(0, 0, 0, 0)");
      await page.keyboard.press("Control+k");
      const chosen = page.getByRole("dialog").locator("[data-selected]");
      await chosen.waitFor();
      expect(await styleOf(chosen, "outline-style")).toBe("solid");
    });

    it("leave every dialog and form open to everybody", async () => {
      const page = await stage.visit(`/events/${waiting}`, { ...WIDE, colorScheme });
      await button(page, "Approve fix").waitFor();
      for (const [key, title, wrong] of DIALOGS) {
        await page.keyboard.press(key);
        const dialog = page.getByRole("dialog", { name: title });
        await dialog.waitFor();
        if (wrong) {
          await button(dialog, wrong).click();
          await dialog.getByText(/in a few words/).waitFor();
        }
        if (key === "e") {
          const field = dialog.getByRole("textbox", { name: "Script" });
          await field.fill("# a comment\nif true; then\n  echo \"$HOME\" 'text' 42\nfi\n");
          await dialog.getByText("What changed since").click();
          await dialog.getByRole("region", { name: "Changes in script" }).waitFor();
        }
        for (const { viewport } of [WIDE, NARROW]) {
          await page.setViewportSize(viewport);
          expect([title, await findBarriers(page)]).toEqual([title, []]);
        }
        await page.setViewportSize(WIDE.viewport);
        await dialog
          .getByRole("button", { name: /^(Close|Cancel)$/ })
          .first()
          .click();
        await dialog.waitFor({ state: "hidden" });
      }
    });
  });

  it("do not move for who wants no motion", async () => {
    const page = await stage.visit(`/events/${waiting}`, { ...WIDE, reducedMotion: "reduce" });
    await button(page, "Approve fix").waitFor();
    await page.keyboard.press("r");
    await page.getByRole("dialog").waitFor();
    const longest = await page.evaluate(
      "Math.max(0, ...document.getAnimations().map((each) => Number(each.effect.getComputedTiming().duration)))",
    );
    expect(longest).toBeLessThan(1);
  });
});

async function styleOf(locator: Locator, property: string): Promise<string> {
  return locator.evaluate(
    (element, name) => element.ownerDocument.defaultView?.getComputedStyle(element).getPropertyValue(name) ?? "",
    property,
  );
}

/** The key that opens it, its name, and the button that is pressed too early. */
const DIALOGS: [key: string, title: string, wrong?: string][] = [
  ["a", "The risk is critical"],
  ["r", "Reject this fix", "Reject fix"],
  ["n", "Ask for another fix", "Ask for it"],
  ["e", "Edit the script"],
  ["?", "Keyboard shortcuts"],
];
