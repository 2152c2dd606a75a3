import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongo } from "mongoose";
import { SERVER_VERSION } from "../commands/server-version.ts";
import { startEmbeddedStore } from "../start-embedded-store.ts";
import { isRecord } from "./match-value.ts";
import { type Outcome, runTest } from "./run-test.ts";

/**
 * Runs the unified tests in a folder (the specifications' source/crud/tests/unified) against an embedded store of its
 * own, and prints each failure, the reasons for skipping, and the counts.
 * Usage: tsx run-crud-spec.ts FOLDER [PART-OF-A-FILE-NAME]
 */
async function main(folder: string, only: string): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), "crud-spec-"));
  const store = await startEmbeddedStore({ dataDir });
  const counts = { pass: 0, skip: 0, fail: 0 };
  const skipped = new Map<string, number>();
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json") && name.includes(only));
    for (const name of names.sort()) {
      const file: unknown = mongo.BSON.EJSON.parse(readFileSync(join(folder, name), "utf8"), { relaxed: true });
      if (!isRecord(file) || !Array.isArray(file.tests)) continue;
      for (const test of file.tests) {
        if (!isRecord(test)) continue;
        const outcome = await runTest(store.url, SERVER_VERSION, file, test);
        counts[outcome.kind]++;
        report(name, String(test.description), outcome, skipped);
      }
    }
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  for (const [reason, count] of [...skipped].sort((a, b) => b[1] - a[1])) print(`skipped ${count}: ${reason}`);
  print(`${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped`);
  return counts.fail;
}

function report(file: string, description: string, outcome: Outcome, skipped: Map<string, number>): void {
  if (outcome.kind === "skip") skipped.set(outcome.reason, (skipped.get(outcome.reason) ?? 0) + 1);
  if (outcome.kind === "fail") print(`FAILED ${file}: ${description}\n       ${outcome.reason}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const [folder, only = ""] = process.argv.slice(2);
if (folder === undefined) {
  print("usage: run-crud-spec.ts FOLDER [PART-OF-A-FILE-NAME]");
  process.exitCode = 2;
} else {
  process.exitCode = (await main(folder, only)) > 0 ? 1 : 0;
}
