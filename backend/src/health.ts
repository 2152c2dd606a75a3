import type { Health, HealthPart } from "@pipewright/contract/health";
import { timeLimit } from "@pipewright/contract/time-limit";
import type { Llm } from "./agents/llm.ts";
import { checkExecutor } from "./doctor/check-executor.ts";
import { checkModel } from "./doctor/check-model.ts";
import { checkStore } from "./doctor/check-store.ts";
import type { Executor } from "./execution/executor.ts";
import type { Orchestrator } from "./orchestrator/orchestrator.ts";
import { pingStore, type Store } from "./store/connect.ts";

const CHECK_TIMEOUT_MS = 2000;

export interface HealthDependencies {
  store: Store;
  orchestrator: Orchestrator;
  executor: Executor;
  llm: Llm | null;
  version: string;
  /** ms since the epoch. */
  startedAt: number;
}

/** So that a monitor that asks every second does not ask the provider as often. ms. */
const MODEL_CHECK_LASTS_MS = 60_000;
const lastChecks = new WeakMap<Llm, { at: number; part: Promise<HealthPart> }>();

/** How the parts stand right now. */
export async function checkHealth({
  store,
  orchestrator,
  executor,
  llm,
  version,
  startedAt,
}: HealthDependencies): Promise<Health> {
  const [storePart, executorPart, model] = await Promise.all([
    checkStore(store.kind, () => ping(store), timeLimit(CHECK_TIMEOUT_MS)),
    checkExecutor(executor, timeLimit(CHECK_TIMEOUT_MS)),
    checkModelSeldom(llm),
  ]);
  const parts = {
    store: storePart,
    queue: checkQueue(orchestrator),
    executor: executorPart,
    model,
  };
  const isDown = parts.store.status === "down" || parts.queue.status === "down";
  const isDegraded = Object.values(parts).some((part) => part.status !== "ok");
  return {
    status: isDown ? "down" : isDegraded ? "degraded" : "ok",
    version,
    uptimeSeconds: Math.round((Date.now() - startedAt) / 1000),
    parts,
  };
}

async function ping(store: Store): Promise<undefined> {
  await pingStore(store, CHECK_TIMEOUT_MS);
}

function checkQueue(orchestrator: Orchestrator): HealthPart {
  const { running, waiting, accepting } = orchestrator.load();
  const message = `${running} at work, ${waiting} waiting`;
  return accepting
    ? { status: "ok", kind: "agenda", message }
    : { status: "down", kind: "agenda", message: "Shutting down" };
}

function checkModelSeldom(llm: Llm | null): Promise<HealthPart> {
  const last = llm === null ? undefined : lastChecks.get(llm);
  if (last !== undefined && Date.now() - last.at < MODEL_CHECK_LASTS_MS) return last.part;
  const part = checkModel(llm, timeLimit(CHECK_TIMEOUT_MS));
  if (llm !== null) lastChecks.set(llm, { at: Date.now(), part });
  return part;
}
