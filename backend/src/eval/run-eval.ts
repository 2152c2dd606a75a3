import { parseArgs } from "node:util";
import { createDiagnoser } from "../agents/diagnose.ts";
import { createLlm } from "../agents/llm.ts";
import { loadConfig } from "../config.ts";
import { type AskModel, type CaseResult, evaluateCase } from "./evaluate-case.ts";
import { belowFloors } from "./floors.ts";
import { labelledFolder } from "./labelled-folder.ts";
import { readCases } from "./read-cases.ts";
import { type Summary, summariseScores } from "./summarise-scores.ts";

const MISSING_FOLDER = 2;

const { values } = parseArgs({
  options: { data: { type: "string" }, json: { type: "boolean", default: false } },
});
const { folder, found } = labelledFolder(values.data);
if (!found) {
  process.stderr.write(`No labelled logs at ${folder}: give a folder that holds cases.jsonl with --data DIR\n`);
  process.exit(MISSING_FOLDER);
}

const askModel = configuredModel();
const cases: CaseResult[] = [];
for (const labelled of await readCases(folder)) cases.push(await evaluateCase(folder, labelled, askModel));
const summary = summariseScores(cases);
process.stdout.write(values.json ? `${JSON.stringify({ ...summary, cases }, null, 2)}\n` : toTable(cases, summary));

// The floors are those of the development set: other folders have their own measure.
const complaints = values.data === undefined ? belowFloors(summary.scores) : [];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** Only a model that LLM_PROVIDER names is asked: an evaluation costs tokens. */
function configuredModel(): AskModel | undefined {
  const llm = process.env.LLM_PROVIDER ? createLlm(loadConfig().model) : null;
  if (llm === null) return undefined;
  const diagnoser = createDiagnoser({ llm });
  const options = {
    signal: new AbortController().signal,
    onNote: (message: string) => void process.stderr.write(`${message}\n`),
  };
  return async (reduced) => {
    const asked = { reduced, repo: "", branch: "", commitMessage: "" };
    const { diagnosis, usage } = await diagnoser.diagnose(asked, options);
    return { diagnosis, inputTokens: usage?.inputTokens ?? 0 };
  };
}

function toTable(results: readonly CaseResult[], { scores, labelsSetRight, againstPass, model }: Summary): string {
  const rows = results.map((each) =>
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
  return [
    ...rows,
    "",
    ...totals("the log alone", scores),
    ...totals("with shifted labels set right", labelsSetRight),
    ...totals("with the log of a passing run", againstPass),
    ...totals("by the model", model),
    "",
  ].join("\n");
}

function totals(name: string, scores: Readonly<Record<string, number>> | undefined): string[] {
  if (scores === undefined) return [];
  const figures = Object.entries(scores).map(([score, value]) => `${score} ${value.toFixed(3)}`);
  return [`${name.padEnd(30)} ${figures.join("   ")}`];
}
