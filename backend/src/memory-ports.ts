import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type mongoose from "mongoose";
import type { Logger } from "pino";
import { createEmbedder } from "./agents/create-embedder.ts";
import { diagnoseWithKnowledge } from "./agents/knowledge/diagnose-with-knowledge.ts";
import type { Config } from "./config.ts";
import type { IncidentRecord } from "./incidents/incident-record.ts";
import type { IncidentRepository } from "./incidents/incident-repository.ts";
import type { ReducedLogs } from "./incidents/reduced-logs.ts";
import { openCheckpoint } from "./memory/checkpoint.ts";
import { createLexicalIndex } from "./memory/lexical-index.ts";
import { createMemory } from "./memory/memory.ts";
import { openMemoryModel } from "./memory/memory-model.ts";
import { openMilvusIndex } from "./memory/milvus-index.ts";
import type { SimilarityIndex } from "./memory/similarity-index.ts";
import { createStandingInIndex } from "./memory/standing-in-index.ts";
import { createIncidentFollower } from "./orchestrator/recall/follow-incidents.ts";
import { recallFailure } from "./orchestrator/recall/recall-failure.ts";
import { startTakingIn, type TakingIn } from "./orchestrator/recall/take-in-incidents.ts";
import type { DiagnoseDependencies } from "./orchestrator/steps/diagnose-failure.ts";
import type { ProposeDependencies } from "./orchestrator/steps/propose-fix.ts";

const MILVUS_TIMEOUT_MS = 5000;
const NO_EMBEDDINGS =
  "MILVUS_ADDRESS is not used: it needs a model provider that has embeddings (gemini, ollama, mistral or openai); near failures are found by their words";

export interface MemoryPorts
  extends Pick<DiagnoseDependencies, "recall" | "remember">,
    Pick<ProposeDependencies, "history"> {
  /** Told of every write to an incident. */
  notice(incident: IncidentRecord): void;
  /** What failed in these incidents passed in the pipeline at the same commit, with nothing changed. */
  notePassed(incidentIds: string[]): Promise<void>;
  /** Begins to take in what changed while no process was there to notice. */
  takeIn(incidents: IncidentRepository): void;
  /** Resolves when the first round of that is done, and the index is built. */
  takenIn(): Promise<void>;
  close(): Promise<void>;
}

export interface MemoryPlace {
  reducedLogs: Pick<ReducedLogs, "find">;
  now: () => Date;
  log: Logger;
}

/** What the loop needs of the memory, bound to this store and this configuration. */
export async function createMemoryPorts(
  connection: mongoose.Connection,
  config: Pick<Config, "milvus" | "model">,
  { reducedLogs, now, log }: MemoryPlace,
): Promise<MemoryPorts> {
  const model = await openMemoryModel(connection);
  const memory = createMemory({ model, index: openIndex(config, now, log), now, log });
  const know = (reduced: ReducedLog) => diagnoseWithKnowledge(reduced).diagnosis;
  const follower = createIncidentFollower({ memory, know, findReduced: reducedLogs.find, log });
  let takingIn: TakingIn | undefined;
  return {
    notice: follower.notice,
    remember: memory.remember,
    async notePassed(incidentIds) {
      await follower.settled();
      await memory.notePassed(incidentIds);
    },
    async recall(incident, reduced) {
      await follower.settled();
      return recallFailure({ memory, know }, incident, reduced);
    },
    async history({ _id, signal, similar }, { failingStep }) {
      if (similar === undefined) return null;
      const { repo, commitSha } = signal;
      const step = failingStep?.name ?? "";
      return memory.history({ incidentId: _id.toHexString(), repo, commitSha, step, fingerprint: similar.fingerprint });
    },
    takeIn(incidents) {
      takingIn ??= startTakingIn({ incidents, follower, checkpoint: openCheckpoint(connection, "incidents"), log });
    },
    async takenIn() {
      await Promise.all([takingIn?.firstRound, memory.ready()]);
    },
    async close() {
      await takingIn?.close();
      await follower.settled();
      await memory.close();
    },
  };
}

/** By words, in this process; with Milvus beside it where one is configured and the model's provider has embeddings. */
function openIndex({ milvus, model }: Pick<Config, "milvus" | "model">, now: () => Date, log: Logger): SimilarityIndex {
  const standIn = createLexicalIndex();
  if (milvus === undefined) return standIn;
  const embedder = createEmbedder(model, milvus.embeddingModel);
  if (embedder === null) {
    log.warn(NO_EMBEDDINGS);
    return standIn;
  }
  const { address, token } = milvus;
  const open = () => openMilvusIndex({ address, token, embedder, timeoutMs: MILVUS_TIMEOUT_MS });
  return createStandingInIndex({ name: `Milvus at ${address}`, open, standIn, now, log });
}
