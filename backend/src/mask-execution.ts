import type { RunPhase, RunResult } from "@pipewright/contract/incident";
import type { ExecutionHooks } from "./execution/execution-deps.ts";
import { redactExcerpt } from "./logs/redact-excerpt.ts";
import { createPieceRedactor, type PieceRedactor } from "./logs/redact-pieces.ts";

/** Masks secrets in what runs put out, before anybody is told or it is stored. */
export async function maskExecution<T>(
  hooks: ExecutionHooks,
  work: (masked: ExecutionHooks) => Promise<T>,
): Promise<T> {
  const redactors = new Map<RunPhase, PieceRedactor>();
  const tell = (phase: RunPhase, text: string) => {
    if (text !== "") hooks.onOutput(phase, text);
  };
  const flush = (phase: RunPhase) => {
    tell(phase, redactors.get(phase)?.end() ?? "");
    redactors.delete(phase);
  };
  try {
    return await work({
      ...hooks,
      onOutput(phase, text) {
        const redactor = redactors.get(phase) ?? createPieceRedactor();
        redactors.set(phase, redactor);
        tell(phase, redactor.push(text));
      },
      onPhaseStart: (phase, what) => hooks.onPhaseStart(phase, redactExcerpt(what)),
      async onPhaseDone(phase, result, diff) {
        flush(phase);
        await hooks.onPhaseDone(phase, maskRun(result), diff);
      },
      onNote: (message) => hooks.onNote(redactExcerpt(message)),
    });
  } finally {
    for (const phase of redactors.keys()) flush(phase);
  }
}

/** The result of a run, its output masked. */
export function maskRun(result: RunResult): RunResult {
  const { outputTail, reason } = result;
  return {
    ...result,
    outputTail: redactExcerpt(outputTail),
    ...(reason !== undefined && { reason: redactExcerpt(reason) }),
  };
}
