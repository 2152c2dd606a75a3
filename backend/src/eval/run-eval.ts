import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type CaseResult, evaluateCase } from "./evaluate-case.ts";
import { readCases } from "./read-cases.ts";
import { summariseScores } from "./summarise-scores.ts";

const DEFAULT_FOLDER = new URL("../../../../shared/data/ci-failures", import.meta.url).pathname;

const { values } = parseArgs({
  options: { data: { type: "string", default: DEFAULT_FOLDER }, json: { type: "boolean", default: false } },
});

if (!existsSync(values.data)) {
  process.stderr.write(`No labelled logs at ${values.data}: give a folder that holds cases.jsonl with --data DIR\n`);
  process.exit(2);
}

const results: CaseResult[] = [];
for (const labelled of await readCases(values.data)) results.push(await evaluateCase(values.data, labelled));
process.stdout.write(values.json ? `${JSON.stringify(toJson(results), null, 2)}\n` : toTable(results));

function toJson(cases: readonly CaseResult[]): unknown {
  return { scores: summariseScores(cases), cases };
}

function toTable(cases: readonly CaseResult[]): string {
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
  const scores = Object.entries(summariseScores(cases)).map(([name, value]) => `${name}: ${value.toFixed(3)}`);
  return `${[...rows, "", ...scores].join("\n")}\n`;
}
