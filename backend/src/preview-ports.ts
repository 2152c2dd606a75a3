import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { PreviewDiagnosis, PreviewFix } from "@pipewright/contract/preview";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { Signal } from "@pipewright/contract/signal";
import { timeLimit } from "@pipewright/contract/time-limit";
import type { AgentOptions } from "./agents/agent-options.ts";
import { createDiagnoser } from "./agents/diagnose.ts";
import { createFixer } from "./agents/fixer.ts";
import type { Llm } from "./agents/llm.ts";
import { assessRisk } from "./agents/risk.ts";
import { redactReduced } from "./logs/redact-excerpt.ts";
import { createRedactor } from "./logs/redact-secrets.ts";
import { createLogReducer } from "./logs/reduce-log.ts";
import type { ProposeDependencies, SourceFile } from "./orchestrator/steps/propose-fix.ts";

export interface Previews {
  diagnose(signal: Signal): Promise<PreviewDiagnosis>;
  propose(signal: Signal): Promise<PreviewFix>;
}

export interface PreviewParts {
  llm: Llm | null;
  readSources: ProposeDependencies["readSources"];
  /** How long a model may take; after that the knowledge engine answers. ms */
  modelTimeMs: number;
  now(): Date;
}

/** What the loop would make of a signal, at once and without storing anything. */
export function createPreviews(parts: PreviewParts): Previews {
  return {
    diagnose: async (signal) => (await diagnose(signal, parts)).shown,

    async propose(signal) {
      const { shown, reduced, limit, run } = await diagnose(signal, parts);
      const { diagnosis } = shown;
      const request = { ...run, diagnosis, files: await readExample(signal, reduced, diagnosis, parts) };
      const proposed = await inTime(limit, shown.notes, parts.llm, (llm, options) =>
        createFixer({ llm, redact }).propose(request, options),
      );
      const command = signal.command ?? reduced.failingStep?.command ?? proposed.fix.command;
      const fix = { ...proposed.fix, ...(command !== undefined && { command }) };
      const { branch, defaultBranch = "" } = signal;
      return { ...shown, fix, risk: assessRisk({ fix, diagnosis, branch, defaultBranch, at: parts.now() }) };
    },
  };
}

/** The files of an example, which are at hand; nobody waits here for a clone. */
async function readExample(
  { workspace }: Signal,
  reduced: ReducedLog,
  diagnosis: Diagnosis,
  { readSources, modelTimeMs }: PreviewParts,
): Promise<SourceFile[]> {
  if (workspace.kind !== "example") return [];
  const asked = { incidentId: `preview_${randomUUID()}`, source: workspace, reduced, diagnosis };
  return readSources(asked, timeLimit(modelTimeMs));
}

async function diagnose(signal: Signal, { llm, modelTimeMs }: PreviewParts) {
  const reduced = await reduceText(signal.logs ?? "");
  const run = { reduced, repo: signal.repo, branch: signal.branch };
  const limit = timeLimit(modelTimeMs);
  const notes: string[] = [];
  const { diagnosis } = await inTime(limit, notes, llm, (model, options) =>
    createDiagnoser({ llm: model }).diagnose({ ...run, commitMessage: signal.commitMessage }, options),
  );
  const size = { keptLines: reduced.lines.length, totalLines: reduced.totalLines };
  const shown: PreviewDiagnosis = { diagnosis: { ...diagnosis, ...size }, notes };
  return { shown, reduced, run, limit };
}

/** Works with the model until the limit, then without it. */
async function inTime<T>(
  limit: AbortSignal,
  notes: string[],
  llm: Llm | null,
  work: (llm: Llm | null, options: AgentOptions) => Promise<T>,
): Promise<T> {
  const onNote = (message: string) => void notes.push(message);
  if (llm === null) return work(null, { signal: new AbortController().signal, onNote });
  try {
    return await work(llm, { signal: limit, onNote });
  } catch (thrown) {
    if (!limit.aborted) throw thrown;
    notes.push(`${llm.provider} took too long for a preview; the knowledge engine answers.`);
    return work(null, { signal: new AbortController().signal, onNote });
  }
}

const SLICE_BYTES = 1024 * 1024;

/** Reduced and masked, with pauses in which other requests are served. */
async function reduceText(text: string): Promise<ReducedLog> {
  const bytes = Buffer.from(text);
  const reducer = createLogReducer();
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    reducer.push(bytes.subarray(at, at + SLICE_BYTES));
    await setImmediate();
  }
  return redactReduced(reducer.finish());
}

function redact(text: string): string {
  return createRedactor()(text);
}
