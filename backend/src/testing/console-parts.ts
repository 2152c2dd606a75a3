import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A laptop, and a phone. */
export const WIDE = { viewport: { width: 1280, height: 800 } };
export const NARROW = { viewport: { width: 360, height: 740 } };
export const THEMES = ["light", "dark"] as const;

export function button(within: Page | Locator, name: string): Locator {
  return within.getByRole("button", { name, exact: true });
}

/** A titled part of a page. */
export function region(within: Page | Locator, name: string): Locator {
  return within.getByRole("region", { name, exact: true });
}

/** The page is no wider than the screen. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const width = page.viewportSize()?.width;
  const widths = await page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]");
  expect(widths).toEqual([width, width, width]);
}
