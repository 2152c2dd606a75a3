import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { TestServer } from "./start-test-server.ts";
import { countRequests } from "./until-at-rest.ts";

export interface Visitor {
  page: Page;
  /** What must not happen: requests to other hosts, dialogs, errors and policy violations on the browser's console. */
  problems: string[];
  /** How many documents the page has loaded; moving about inside the console loads none. */
  loads(): number;
  close(): Promise<void>;
}

const TELL_VIOLATIONS = `document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violation: " + event.violatedDirective + " " + event.blockedURI));`;

/** A person with a browser profile of their own, watched, who has followed the sign-in link to `path`. */
export async function openConsole(
  browser: Browser,
  server: Pick<TestServer, "url" | "token">,
  path = "/",
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  await context.addInitScript(TELL_VIOLATIONS);
  const page = await context.newPage();
  countRequests(page);
  const problems: string[] = [];
  let loads = 0;
  page.on("domcontentloaded", () => {
    loads += 1;
  });
  context.on("request", (request) => noteForeign(request.url()));
  page.on("websocket", (socket) => noteForeign(socket.url()));
  context.on("weberror", (error) => problems.push(`page error: ${error.error()}`));
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(`console: ${message.text()}`);
  });
  context.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${server.url}${path}${path.includes("?") ? "&" : "?"}token=${server.token.token}`);
  return { page, problems, loads: () => loads, close: () => context.close() };

  function noteForeign(address: string): void {
    const { protocol, host } = new URL(address);
    if (protocol !== "data:" && host !== new URL(server.url).host) problems.push(`request: ${address}`);
  }
}
