import { parseArgs } from "node:util";
import { type CaseResult, evaluateCase } from "./evaluate-case.ts";
import { belowFloors } from "./floors.ts";
import { labelledFolder } from "./labelled-folder.ts";
import { readCases } from "./read-cases.ts";
import { summariseScores } from "./summarise-scores.ts";

const MISSING_FOLDER = 2;

const { values } = parseArgs({
  options: { data: { type: "string" }, json: { type: "boolean", default: false } },
});
const { folder, found } = labelledFolder(values.data);
if (!found) {
  process.stderr.write(`No labelled logs at ${folder}: give a folder that holds cases.jsonl with --data DIR\n`);
  process.exit(MISSING_FOLDER);
}

const results: CaseResult[] = [];
for (const labelled of await readCases(folder)) results.push(await evaluateCase(folder, labelled));
const scores = summariseScores(results);
process.stdout.write(
  values.json ? `${JSON.stringify({ scores, cases: results }, null, 2)}\n` : toTable(results, scores),
);

// The floors are those of the development set: other folders have their own measure.
const complaints = values.data === undefined ? belowFloors(scores) : [];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;

function toTable(cases: readonly CaseResult[], summary: Readonly<Record<string, number>>): string {
  const rows = cases.map((each) =>
    [
      each.hit ? "hit " : "MISS",
      each.precision.toFixed(2),
      each.rangeRecall.toFixed(2),
      each.kept.toFixed(3),
      each.id.padEnd(28),
      each.rule.padEnd(26),
      each.title,
    ].join("  "),
  );
  const totals = Object.entries(summary).map(([name, value]) => `${name}: ${value.toFixed(3)}`);
  return `${[...rows, "", ...totals].join("\n")}\n`;
}
