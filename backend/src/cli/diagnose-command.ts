import type { DiagnoseOutput } from "@pipewright/contract/diagnose-output";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { createDiagnoser } from "../agents/diagnose.ts";
import { createFixer } from "../agents/fixer.ts";
import { createLlm } from "../agents/llm.ts";
import type { Config } from "../config.ts";
import { createPassingLog, type PassingLog } from "../logs/passing-log.ts";
import { redactReduced } from "../logs/redact-excerpt.ts";
import { createRedactor } from "../logs/redact-secrets.ts";
import { reduceFailingLog } from "../logs/reduce-failing-log.ts";
import { openLogs } from "./read-input.ts";
import { renderDiagnosis } from "./render-diagnosis.ts";

export interface DiagnoseOptions {
  json: boolean;
  /** A log of the same job that passed: what it shows as well is not the cause. */
  against?: string;
}

/** `pipewright diagnose`: reads a log, prints what broke and the lines that prove it. */
export async function diagnoseCommand(
  path: string,
  { json, against }: DiagnoseOptions,
  config: Pick<Config, "model">,
): Promise<string> {
  const passing = against === undefined ? undefined : await readPassing(against);
  const { name, reduced } = await reduceFailingLog(await openLogs(path), { passing });
  const output: DiagnoseOutput = {
    ...(await diagnoseLog(redactReduced(reduced), config)),
    ...(name !== path && { log: name }),
  };
  return json ? JSON.stringify(output) : renderDiagnosis(output);
}

async function readPassing(path: string): Promise<PassingLog> {
  const passing = createPassingLog();
  for (const { read } of await openLogs(path)) for await (const chunk of read()) passing.push(chunk);
  passing.end();
  return passing;
}

async function diagnoseLog(reduced: ReducedLog, config: Pick<Config, "model">): Promise<DiagnoseOutput> {
  const redact = (text: string) => createRedactor()(text);
  const llm = createLlm(config.model, { redact });
  const options = {
    signal: new AbortController().signal,
    onNote: (message: string) => void process.stderr.write(`${message}\n`),
  };
  const about = { reduced, repo: "", branch: "" };
  const { diagnosis } = await createDiagnoser({ llm }).diagnose({ ...about, commitMessage: "" }, options);
  const { fix } = await createFixer({ llm, redact }).propose({ ...about, diagnosis, files: [] }, options);
  return { ...diagnosis, fix, keptLines: reduced.lines.length, totalLines: reduced.totalLines };
}
