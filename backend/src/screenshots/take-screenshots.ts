import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CONSOLE_DIR, ROOT } from "../package-root.ts";
import { findChromium, openBrowser } from "../testing/open-browser.ts";
import { startTestServer } from "../testing/start-test-server.ts";
import { picturePages } from "./picture-pages.ts";
import { createSampleIncidents } from "./sample-incidents.ts";

const IMAGES_DIR = join(ROOT, "docs", "images");
/** What a reader of the README on a slow line should not have to load. */
const MAX_BYTES = 150_000;

/** Takes pictures of the console's pages, with sample incidents on a server of their own, into `docs/images/`. */
async function main(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) {
    return fail("Pictures are taken with Chromium, and `which chromium` finds none. Install it, then run this again.");
  }
  if (!existsSync(join(CONSOLE_DIR, "index.html"))) {
    return fail("The console is not built. Run: npm run build");
  }
  const server = await startTestServer();
  const browser = await openBrowser(chromium);
  try {
    await mkdir(IMAGES_DIR, { recursive: true });
    await picturePages(browser, server, await createSampleIncidents(server), keep);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function keep(name: string, png: Buffer): Promise<void> {
  const file = `${name}.png`;
  if (png.length > MAX_BYTES) return fail(`${file} would have ${png.length} bytes; ${MAX_BYTES} is the most.`);
  await writeFile(join(IMAGES_DIR, file), png);
  process.stdout.write(`docs/images/${file} ${Math.round(png.length / 1000)} kB\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

await main();
