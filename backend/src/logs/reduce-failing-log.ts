import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { NamedLog } from "./log-archive.ts";
import { createLogReducer, type ReducerOptions } from "./reduce-log.ts";

export interface NamedReducedLog {
  name: string;
  reduced: ReducedLog;
}

/** Reduces logs of one run one after the other, and gives the first that tells of a failed step; else the one with the likeliest evidence. */
export async function reduceFailingLog(
  logs: readonly [NamedLog, ...NamedLog[]],
  options: ReducerOptions = {},
): Promise<NamedReducedLog> {
  let best: NamedReducedLog | undefined;
  for (const { name, read } of logs) {
    const reducer = createLogReducer(options);
    for await (const chunk of read()) reducer.push(chunk);
    const reduced = reducer.finish();
    if (reduced.exitCode !== undefined && reduced.exitCode !== 0) return { name, reduced };
    if (best === undefined || likelihood(reduced) > likelihood(best.reduced)) best = { name, reduced };
  }
  if (best === undefined) throw new RangeError("There is no log to reduce.");
  return best;
}

function likelihood({ candidates, failingStep }: ReducedLog): number {
  return (candidates[0]?.score ?? 0) + (failingStep === undefined ? 0 : 1);
}
