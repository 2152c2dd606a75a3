import type { DiagnoseOutput } from "@pipewright/contract/diagnose-output";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { createDiagnoser } from "../agents/diagnose.ts";
import { createFixer } from "../agents/fixer.ts";
import { createLlm } from "../agents/llm.ts";
import type { Config } from "../config.ts";
import { createRedactor } from "../logs/redact-secrets.ts";
import { createLogReducer } from "../logs/reduce-log.ts";
import { openInput, readText } from "./read-input.ts";
import { renderDiagnosis } from "./render-diagnosis.ts";

export interface DiagnoseOptions {
  json: boolean;
}

/** `pipewright diagnose`: reads a log, prints what broke and the lines that prove it. */
export async function diagnoseCommand(
  path: string,
  { json }: DiagnoseOptions,
  config: Pick<Config, "model">,
): Promise<string> {
  const output = await diagnoseLog(await reduceInput(path), config);
  return json ? JSON.stringify(output) : renderDiagnosis(output);
}

async function reduceInput(path: string): Promise<ReducedLog> {
  const reducer = createLogReducer();
  const redact = createRedactor();
  for await (const text of readText(await openInput(path))) reducer.push(text);
  const reduced = reducer.finish();
  return { ...reduced, lines: reduced.lines.map(({ n, text }) => ({ n, text: redact(text) })) };
}

async function diagnoseLog(reduced: ReducedLog, config: Pick<Config, "model">): Promise<DiagnoseOutput> {
  const llm = createLlm(config.model);
  const options = {
    signal: new AbortController().signal,
    onNote: (message: string) => void process.stderr.write(`${message}\n`),
  };
  const about = { reduced, repo: "", branch: "" };
  const { diagnosis } = await createDiagnoser({ llm }).diagnose({ ...about, commitMessage: "" }, options);
  const { fix } = await createFixer({ llm }).propose({ ...about, diagnosis, files: [] }, options);
  return { ...diagnosis, fix, keptLines: reduced.lines.length, totalLines: reduced.totalLines };
}
