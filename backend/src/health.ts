import { errorMessage } from "@pipewright/contract/errors";
import type { Health, HealthPart } from "@pipewright/contract/health";
import type { ModelCheck } from "./agents/check-model.ts";
import type { Llm } from "./agents/llm.ts";
import type { Executor } from "./execution/executor.ts";
import type { Orchestrator } from "./orchestrator/orchestrator.ts";
import type { Store } from "./store/connect.ts";

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
const lastChecks = new WeakMap<Llm, { at: number; check: Promise<ModelCheck> }>();

function rememberedCheck(llm: Llm): Promise<ModelCheck> {
  const last = lastChecks.get(llm);
  if (last !== undefined && Date.now() - last.at < MODEL_CHECK_LASTS_MS) return last.check;
  const check = llm.check(AbortSignal.timeout(CHECK_TIMEOUT_MS)).catch((error: unknown) => ({
    ok: false,
    message: `${llm.provider} does not answer: ${errorMessage(error)}`,
  }));
  lastChecks.set(llm, { at: Date.now(), check });
  return check;
}

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
    checkStore(store),
    checkExecutor(executor),
    checkModel(llm),
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

async function checkStore({ kind, connection }: Store): Promise<HealthPart> {
  try {
    await connection.db?.admin().command({ ping: 1 }, { timeoutMS: CHECK_TIMEOUT_MS });
    return { status: "ok", kind, message: kind === "embedded" ? "The embedded store answers" : "MongoDB answers" };
  } catch (error) {
    const advice =
      kind === "embedded"
        ? "Look at the log, and at the space on the disk."
        : "Check MONGODB_URL and the server it names.";
    return { status: "down", kind, message: errorMessage(error), advice };
  }
}

function checkQueue(orchestrator: Orchestrator): HealthPart {
  const { running, waiting, accepting } = orchestrator.load();
  const message = `${running} at work, ${waiting} waiting`;
  return accepting
    ? { status: "ok", kind: "agenda", message }
    : { status: "down", kind: "agenda", message: "Shutting down" };
}

async function checkExecutor(executor: Executor): Promise<HealthPart> {
  const { ok, message, advice } = await executor.check(AbortSignal.timeout(CHECK_TIMEOUT_MS));
  return { status: ok ? "ok" : "degraded", kind: executor.name, message, ...(advice !== undefined && { advice }) };
}

async function checkModel(llm: Llm | null): Promise<HealthPart> {
  if (llm === null) {
    return {
      status: "ok",
      kind: "none",
      message: "The knowledge engine works alone",
      advice: "Set LLM_PROVIDER and its key to add a model.",
    };
  }
  const { ok, message, advice } = await rememberedCheck(llm);
  if (!ok) return { status: "degraded", kind: llm.provider, message, ...(advice !== undefined && { advice }) };
  return { status: "ok", kind: llm.provider, message: `${llm.model} is asked where the knowledge engine is not sure` };
}
