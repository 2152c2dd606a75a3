import type { Browser, BrowserContextOptions } from "playwright-core";
import { openConsole, type Visitor } from "./open-console.ts";
import type { TestServer } from "./start-test-server.ts";

/** The people who look at the console during a test. */
export interface ConsoleVisits {
  /** A further one, who is to meet no problem but what matches `expected`. */
  open(
    browser: Browser,
    server: Pick<TestServer, "url" | "token">,
    path: string,
    options?: BrowserContextOptions,
    expected?: RegExp,
  ): Promise<Visitor>;
  close(): Promise<void>;
  /** The problems that were not expected, of all since the last call. */
  takeProblems(): string[];
}

export function createConsoleVisits(): ConsoleVisits {
  let visits: { visitor: Visitor; expected: RegExp }[] = [];
  return {
    async open(browser, server, path, options = {}, expected = /^$/) {
      const visitor = await openConsole(browser, server, path, options);
      visits.push({ visitor, expected });
      return visitor;
    },
    async close() {
      await Promise.all(visits.map(({ visitor }) => visitor.close()));
    },
    takeProblems() {
      const ended = visits;
      visits = [];
      return ended.flatMap(({ visitor, expected }) => visitor.problems.filter((problem) => !expected.test(problem)));
    },
  };
}
