import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { createConsoleVisits } from "./console-visits.ts";
import { findChromium, openConsoleBrowser } from "./open-browser.ts";
import type { Visitor } from "./open-console.ts";
import { startTestServer, type TestServer } from "./start-test-server.ts";

/** Longest time that a page may take to show what a test waits for. */
const PATIENCE_MS = 10_000;

/** What every test of the console has: a browser, a server, and people who look at it. */
export interface ConsoleStage {
  readonly browser: Browser;
  /** A test that stops it puts another one in its place. */
  server: TestServer;
  /** Opens the console; at the end of the test nothing must have gone wrong in it but what matches `expected`. */
  visit(path: string, options?: BrowserContextOptions, expected?: RegExp): Promise<Page>;
  /** The same, with what was seen of the visitor; signed in with `token`, or else as the admin. */
  open(path: string, options?: BrowserContextOptions, expected?: RegExp, token?: string): Promise<Visitor>;
}

type Settings = Record<string, string>;

interface StageOptions {
  /** Environment of the server, or what makes it before each start. */
  settings?: Settings | (() => Promise<Settings>);
  /** One server for all tests, where making what they look at takes long; otherwise each has its own. */
  sharesServer?: boolean;
  /** How the browsers are, where a test does not say. */
  looks?: BrowserContextOptions;
}

/** A `describe` of the console in Chromium with the real server; skipped, and said so, where there is no Chromium. */
export function describeConsole(name: string, options: StageOptions, specify: (stage: ConsoleStage) => void): void {
  const chromium = findChromium();
  if (!chromium) process.stderr.write(`NOT TESTED: ${name}. Install Chromium so that \`which chromium\` finds it.\n`);
  describe.skipIf(!chromium)(name, () => specify(setStage(chromium ?? "", options)));
}

function setStage(chromium: string, { settings, sharesServer = false, looks }: StageOptions): ConsoleStage {
  const visits = createConsoleVisits();
  let browser: Browser | undefined;
  let server: TestServer | undefined;
  const startServer = async () => {
    server = await startTestServer(typeof settings === "function" ? await settings() : settings);
  };

  beforeAll(async () => {
    browser = await openConsoleBrowser(chromium);
  });
  afterAll(() => browser?.close());
  (sharesServer ? beforeAll : beforeEach)(startServer);
  if (sharesServer) afterAll(() => server?.close());
  afterEach(async () => {
    await visits.close();
    if (!sharesServer) await server?.close();
    expect(visits.takeProblems()).toEqual([]);
  });

  const open: ConsoleStage["open"] = async (path, own = looks, expected = /^$/, token) => {
    const { url, token: admin } = there(server);
    const who = { ...admin, ...(token !== undefined && { token }) };
    const visitor = await visits.open(there(browser), { url, token: who }, path, own, expected);
    visitor.page.setDefaultTimeout(PATIENCE_MS);
    return visitor;
  };
  return {
    get browser() {
      return there(browser);
    },
    get server() {
      return there(server);
    },
    set server(next) {
      server = next;
    },
    open,
    visit: async (...how) => (await open(...how)).page,
  };
}

function there<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("Browser and server are there while tests run, not before.");
  return part;
}
