import type { Browser, Page } from "playwright-core";
import { openConsole } from "../testing/open-console.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { untilAtRest } from "../testing/until-at-rest.ts";
import type { Samples } from "./sample-incidents.ts";

const DESKTOP = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 740 };
const THEMES = ["light", "dark"] as const;

/** One picture: what it is called, where it is taken, and the words by which the page is there. */
interface Picture {
  name: string;
  path: string;
  viewport: typeof DESKTOP;
  colorScheme: (typeof THEMES)[number];
  shows: string;
}

/** Takes every picture; `keep` gets each as PNG under its name. */
export async function picturePages(
  browser: Browser,
  server: TestServer,
  samples: Samples,
  keep: (name: string, png: Buffer) => Promise<void>,
): Promise<void> {
  for (const picture of picturesOf(samples)) await keep(picture.name, await take(browser, server, picture));
}

function picturesOf({ waiting, proven }: Samples): Picture[] {
  const pages = [
    { name: "dashboard", path: "/", shows: "Incidents that wait for you" },
    { name: "approvals", path: `/approvals/${waiting.id}`, shows: "Proposed fix" },
    { name: "decision", path: `/events/${waiting.id}`, shows: "Proposed fix" },
    { name: "proof", path: `/events/${proven.id}`, shows: "Proof" },
    { name: "log", path: `/events/${waiting.id}/log`, shows: "Permission denied" },
    { name: "simulate", path: "/simulate", shows: "Simulate a failure" },
    { name: "settings", path: "/settings", shows: "Settings" },
  ];
  const phone = { name: "decision-phone", path: `/events/${waiting.id}`, shows: "Proposed fix", viewport: PHONE };
  return THEMES.flatMap((colorScheme) =>
    [...pages.map((page) => ({ ...page, viewport: DESKTOP })), phone].map((page) => ({
      ...page,
      name: `${page.name}-${colorScheme}`,
      colorScheme,
    })),
  );
}

async function take(browser: Browser, server: TestServer, picture: Picture): Promise<Buffer> {
  const { path, viewport, colorScheme, shows } = picture;
  const visitor = await openConsole(browser, server, path, { viewport, colorScheme });
  try {
    await waitUntilAtRest(visitor.page, shows);
    return await visitor.page.screenshot();
  } finally {
    await visitor.close();
  }
}

async function waitUntilAtRest(page: Page, words: string): Promise<void> {
  const shown = page
    .getByText(words)
    .or(page.getByLabel(words))
    .or(page.getByRole("heading", { name: words }));
  await shown.first().waitFor();
  await page.getByRole("status", { name: "Live updates: Live" }).waitFor();
  await untilAtRest(page);
}
