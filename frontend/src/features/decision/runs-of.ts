import type { Incident, RunPhase, RunResult } from "@pipewright/contract/incident";
import type { LiveOutput } from "./use-live-output.ts";

/** One of the three runs of a proof, finished or not. */
export interface Run {
  result: RunResult | undefined;
  /** The output as far as it is known, as it came; `isPartial` when its beginning is not. */
  text: string;
  isPartial: boolean;
  isCurrent: boolean;
  /** It has not ended, and the proof is still under way. */
  isExpected: boolean;
  hasFailed: boolean;
}

export type Runs = Record<RunPhase, Run>;

export function isRunning(incident: Pick<Incident, "status">): boolean {
  return incident.status === "executing" || incident.status === "verifying";
}

/** Puts together what the server has stored and what has come in live. */
export function runsOf(incident: Incident, output: LiveOutput): Runs {
  const { execution, verification } = incident;
  const results: Record<RunPhase, RunResult | undefined> = {
    before: verification?.before ?? execution?.before,
    fix: execution?.fix,
    after: verification?.after,
  };
  const current = isRunning(incident) ? (output.current ?? (results.before ? "fix" : "before")) : undefined;
  const run = (phase: RunPhase): Run => {
    const result = results[phase];
    return {
      result,
      ...textOf(result, output.buffers[phase]),
      isCurrent: phase === current && !result,
      isExpected: !result && isRunning(incident),
      hasFailed: result !== undefined && result.exitCode !== 0,
    };
  };
  return { before: run("before"), fix: run("fix"), after: run("after") };
}

/** The live output is whole where the stored tail is not; the stored tail is there where the live output was missed. */
function textOf(result: RunResult | undefined, live: { start: number; text: string }): Pick<Run, "text" | "isPartial"> {
  const tail = result?.outputTail ?? "";
  const isLiveBetter = live.text.length >= tail.length && live.text !== "";
  return isLiveBetter ? { text: live.text, isPartial: live.start > 0 } : { text: tail, isPartial: false };
}
