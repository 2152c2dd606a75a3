import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { CONSOLE_DIR } from "../package-root.ts";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Path of the Chromium on this machine; undefined when there is none. */
export function findChromium(): string | undefined {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

/** A headless Chromium; whoever opens it closes it. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** The same, to look at the console with. @throws Error when the console is not built */
export function openConsoleBrowser(executablePath: string): Promise<Browser> {
  if (existsSync(join(CONSOLE_DIR, "index.html"))) return openBrowser(executablePath);
  throw new Error("The console is not built. Run: npm run build -w @pipewright/frontend");
}
