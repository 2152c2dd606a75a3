import { errorMessage } from "@pipewright/contract/errors";
import type { Logger } from "pino";
import { type GatherDependencies, gather } from "./gather.ts";
import { type SendDependencies, sendDue } from "./send-due.ts";
import type { Target } from "./target.ts";
import { leaseTarget } from "./target-model.ts";

/** Longer than one delivery may take. */
const LEASE_MS = 60_000;
const LOOK_AGAIN_MS = 30_000;
const SOON_MS = 100;

export interface QueueDependencies extends GatherDependencies, Omit<SendDependencies, "random"> {
  random(): number;
  /** This process. */
  owner: string;
  log: Pick<Logger, "warn">;
}

/** Sends what waits for one target, whenever there is something; a target that is down waits alone. */
export interface TargetQueue {
  /** Looks now; resolves when all that was due is sent or put off. */
  look(): Promise<void>;
  /** Looks in a moment, once for all that comes until then. */
  lookSoon(): void;
  close(): Promise<void>;
}

export function startTargetQueue(dependencies: QueueDependencies, target: Target): TargetQueue {
  const { model, targetModel, owner, now, log } = dependencies;
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  async function round(): Promise<Date | null> {
    const state = await leaseTarget(targetModel, target.id, { owner, now: now(), ms: LEASE_MS });
    if (state === null) return null;
    const gatherAt = await gather(dependencies, target, state);
    if (state.pausedUntil !== undefined && state.pausedUntil > now()) return earlier(gatherAt, state.pausedUntil);
    const extendLease = async () =>
      (await leaseTarget(targetModel, target.id, { owner, now: now(), ms: LEASE_MS })) !== null;
    const pausedUntil = await sendDue(dependencies, target, {
      failuresInRow: state.failuresInRow,
      signal: stop.signal,
      extendLease,
    });
    const waiting =
      pausedUntil ?? (await model.findOne({ target: target.id, status: "waiting" }).sort({ dueAt: 1 }).lean())?.dueAt;
    return earlier(gatherAt, waiting ?? null);
  }

  async function rounds(): Promise<void> {
    do {
      again = false;
      let at: Date | null = null;
      try {
        at = await round();
      } catch (error) {
        log.warn({ target: target.id, reason: errorMessage(error) }, "notifications wait for the store");
      }
      clearTimeout(timer);
      if (stop.signal.aborted) return;
      const wait = at === null ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, Math.max(50, at.getTime() - now().getTime()));
      timer = setTimeout(look, wait);
      timer.unref();
    } while (again);
  }

  function look(): Promise<void> {
    if (stop.signal.aborted) return Promise.resolve();
    again = running !== undefined;
    running ??= rounds().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    look,
    lookSoon() {
      if (stop.signal.aborted) return;
      soon ??= setTimeout(() => {
        soon = undefined;
        void look();
      }, SOON_MS).unref();
    },
    async close() {
      stop.abort();
      clearTimeout(timer);
      clearTimeout(soon);
      await running;
      await targetModel.updateOne({ _id: target.id, "lease.owner": owner }, { $unset: { lease: 1 } });
      target.close();
    },
  };
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
