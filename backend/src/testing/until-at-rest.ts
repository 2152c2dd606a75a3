import type { Page, Request } from "playwright-core";

/** Long enough that what an answer sets going asks for its next part. */
const LOOK_EVERY_MS = 50;
const QUIET_LOOKS = 2;
/** A page in which something always moves is never idle. */
const IDLE_WITHIN_MS = 500;
const LOOK = `new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: ${IDLE_WITHIN_MS} }), ${LOOK_EVERY_MS}))`;

const asked = new WeakMap<Page, Set<Request>>();

/** Keeps count of what a page waits for, from now on. */
export function countRequests(page: Page): void {
  const open = new Set<Request>();
  asked.set(page, open);
  page.on("request", (request) => open.add(request));
  page.on("response", (response) => {
    const request = response.request();
    // Another document comes: what the one before it still asked for may never be told to have ended.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) open.clear();
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
}

/** Resolves once a page of the console has all that it asked for, and has shown it. Quicker than Playwright's `networkidle`. */
export async function untilAtRest(page: Page): Promise<void> {
  const open = asked.get(page);
  if (!open) throw new Error("The requests of this page are not counted.");
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet = open.size === 0 ? quiet + 1 : 0) await page.evaluate(LOOK);
}
