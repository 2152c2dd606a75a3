import { errorMessage } from "@pipewright/contract/errors";
import type { Logger } from "pino";
import type { IncidentRepository } from "../../incidents/incident-repository.ts";
import type { Checkpoint } from "../../memory/checkpoint.ts";
import type { IncidentFollower } from "./follow-incidents.ts";

const BATCH = 100;
const EVERY_MS = 60_000;
/** A write of another process may be seen late, and its clock may be behind. ms. */
const OVERLAP_MS = 60_000;

export interface TakeInDependencies {
  incidents: Pick<IncidentRepository, "findUpdatedSince">;
  follower: Pick<IncidentFollower, "follow">;
  checkpoint: Checkpoint;
  log: Pick<Logger, "warn">;
}

export interface TakingIn {
  /** Resolves when what was missed before the start is taken in. */
  firstRound: Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes in, now and every minute, what changed since the checkpoint: incidents from before there was a memory, and those
 * whose process ended between the change and its note.
 */
export function startTakingIn(dependencies: TakeInDependencies): TakingIn {
  const stop = new AbortController();
  let running = Promise.resolve();
  const run = () => {
    running = running
      .then(() => takeInIncidents(dependencies, stop.signal))
      .catch((error: unknown) => dependencies.log.warn({ reason: errorMessage(error) }, "incidents not taken in yet"));
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return {
    firstRound: running,
    async close() {
      clearInterval(timer);
      stop.abort();
      await running;
    },
  };
}

/** Takes in what changed since the checkpoint, in batches, the oldest first. */
export async function takeInIncidents(
  { incidents, follower, checkpoint }: TakeInDependencies,
  stop: AbortSignal,
): Promise<void> {
  let since = new Date((await checkpoint.read()).getTime() - OVERLAP_MS);
  while (!stop.aborted) {
    const batch = await incidents.findUpdatedSince(since, BATCH);
    for (const incident of batch) {
      if (stop.aborted) return;
      await follower.follow(incident);
    }
    const last = batch.at(-1)?.updatedAt;
    if (last === undefined) return;
    await checkpoint.write(last);
    if (batch.length < BATCH) return;
    since = last > since ? last : new Date(since.getTime() + 1);
  }
}
