import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled, ROOT } from "./ensure-installed.mjs";
import { prepareMachine } from "./prepare-machine.mjs";

/** Checks that pass or fail as a whole. */
const CHECKS = [
  { name: "lint and format (biome)", args: ["@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."] },
  { name: "types (tsc)", args: ["typescript-7/bin/tsc", "-b", "contract", "backend", "frontend"] },
  {
    name: "doors (dependency-cruiser)",
    args: [
      "dependency-cruiser/bin/dependency-cruise.mjs",
      "--config",
      ".dependency-cruiser.mjs",
      "contract/src",
      "backend/src",
      "frontend/src",
    ],
  },
  { name: "dead code (knip)", args: ["knip/bin/knip.js", "--no-progress"] },
];
const PROJECTS = ["unit", "integration", "browser"];

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

ensureInstalled();
const missing = await prepareMachine();
build();
for (const check of CHECKS)
  record(
    check.name,
    timed(check.name, () => runCheck(check.args)),
  );
for (const project of PROJECTS)
  record(
    `${project} tests`,
    timed(`${project} tests`, () => runTests(project)),
  );

for (const line of missing) console.log(`\n!!! SKIPPED FOR WANT OF ${line}`);
for (const line of failures) console.log(`\nFAILED: ${line}`);
console.log(`\ntests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

function record(name, { passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(`${name} (${failed})`);
}

function timed(name, work) {
  console.log(`\n=== ${name}`);
  const start = Date.now();
  const result = work();
  console.log(`=== ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

function runCheck([path, ...args]) {
  const { status } = spawnSync(process.execPath, [join(ROOT, "node_modules", path), ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/** Runs one vitest project. A run that crashes before it can report counts as one failure. */
function runTests(project) {
  const folder = mkdtempSync(join(tmpdir(), "pipewright-test-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "--project", project, ...reporters], {
    cwd: ROOT,
    stdio: "inherit",
  });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, "utf8"));
    const failed = numFailedTests > 0 ? numFailedTests : status === 0 ? 0 : 1;
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
  } catch (error) {
    console.error(`The ${project} tests left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
