// Runs the failing command of each example for real and writes its log in the form GitHub Actions gives it.
//
//   node scripts/record-examples.mjs [id ...]     record these (or all) examples again
//     --check       run, but write nothing; fail when an exit code is not the recorded one
//     --real-time   stamp the lines with the clock instead of the steady stamps that keep diffs small
//     --examples    another folder of examples

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatJobLog, recordedExitCode } from "./record-examples-log.mjs";
import { runExample } from "./record-examples-run.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: "boolean", default: false },
    "real-time": { type: "boolean", default: false },
    examples: { type: "string", default: fileURLToPath(new URL("../examples", import.meta.url)) },
  },
});

let failures = 0;
for (const id of positionals.length > 0 ? positionals : exampleIds()) {
  try {
    console.log(`${id}: ${await recordExample(id)}`);
  } catch (error) {
    failures += 1;
    console.error(`${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exitCode = failures === 0 ? 0 : 1;

async function recordExample(id) {
  const folder = path.join(options.examples, id);
  const logFile = path.join(folder, "failure.log");
  const scenario = readJson(path.join(folder, "scenario.json"));
  const recordingFile = path.join(folder, "recording.json");
  const recording = existsSync(recordingFile) ? readJson(recordingFile) : {};

  const run = await runExample({ repoDir: path.join(folder, "repo"), command: scenario.command, recording });
  if (run.exitCode === 0) throw new Error(`"${scenario.command}" succeeded, so there is no failure to record`);

  if (options.check) {
    const expected = recordedExitCode(readFileSync(logFile, "utf8"));
    if (run.exitCode !== expected) throw new Error(`exit code ${run.exitCode}, but the log says ${expected}`);
    return `exit code ${run.exitCode}, as recorded`;
  }
  writeFileSync(logFile, formatJobLog({ id, command: scenario.command, ...run, realTime: options["real-time"] }));
  return `exit code ${run.exitCode}, ${run.lines.length} lines of output`;
}

function exampleIds() {
  return readdirSync(options.examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
