import { createHash } from "node:crypto";
import type { MilvusClient } from "@zilliz/milvus2-sdk-node";
import type { IndexedFailure, SimilarityIndex } from "./similarity-index.ts";

/** Turns texts into vectors, one each, all of one length. */
export interface Embedder {
  /** Vectors of different models cannot be compared. */
  readonly model: string;
  embed(texts: string[]): Promise<number[][]>;
}

export interface MilvusOptions {
  /** `host:19530`, or `https://...`. */
  address: string;
  token: string | undefined;
  timeoutMs: number;
  embedder: Embedder;
}

const ID_CHARACTERS = 64;
const KEY_MAX_CHARACTERS = 1024;
const METRIC = "COSINE";

/**
 * Finds near failures by their meaning, in Milvus. Connects, and makes the collection when it is not there; what is in it
 * already is not embedded again. The client is loaded here and not before. @throws when Milvus or the embedder does not answer
 */
export async function openMilvusIndex(options: MilvusOptions): Promise<SimilarityIndex> {
  const { embedder, timeoutMs } = options;
  const client = await connect(options);
  const collection = `pipewright_failures_${hashOf(embedder.model).slice(0, 12)}`;
  try {
    await ensureCollection(client, collection, embedder, timeoutMs);
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
  return {
    async add(failures) {
      const missing = await withoutKnown(client, collection, failures);
      if (missing.length === 0) return;
      const vectors = await embedder.embed(missing.map(({ text }) => text));
      const data = missing.map(({ key }, i) => ({ id: hashOf(key), key, vector: vectors[i] ?? [] }));
      const { status } = await client.upsert({ collection_name: collection, data, timeout: timeoutMs });
      check(status, "store vectors");
    },
    async search({ key, text }, limit) {
      const [vector = []] = await embedder.embed([text]);
      const { status, results } = await client.search({
        collection_name: collection,
        data: [vector],
        anns_field: "vector",
        metric_type: METRIC,
        limit,
        filter: `id != "${hashOf(key)}"`,
        output_fields: ["key"],
        timeout: timeoutMs,
      });
      check(status, "search");
      return results.map((found) => ({ key: String(found.key), score: Math.min(1, Math.max(0, found.score)) }));
    },
    async close() {
      await client.closeConnection();
    },
  };
}

async function connect({ address, token, timeoutMs }: MilvusOptions): Promise<MilvusClient> {
  const { MilvusClient } = await import("@zilliz/milvus2-sdk-node");
  const client = new MilvusClient({
    address,
    ...(token !== undefined && { token }),
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: "error",
    telemetry: { enabled: false },
  });
  try {
    await client.connectPromise;
    return client;
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
}

async function ensureCollection(
  client: MilvusClient,
  collection: string,
  embedder: Embedder,
  timeoutMs: number,
): Promise<void> {
  const { DataType } = await import("@zilliz/milvus2-sdk-node");
  const known = await client.hasCollection({ collection_name: collection, timeout: timeoutMs });
  check(known.status, "look for the collection");
  if (!known.value) {
    const [vector = []] = await embedder.embed([collection]);
    const created = await client.createCollection({
      collection_name: collection,
      timeout: timeoutMs,
      fields: [
        { name: "id", data_type: DataType.VarChar, is_primary_key: true, max_length: ID_CHARACTERS },
        { name: "key", data_type: DataType.VarChar, max_length: KEY_MAX_CHARACTERS },
        { name: "vector", data_type: DataType.FloatVector, dim: vector.length },
      ],
      index_params: [{ field_name: "vector", index_type: "AUTOINDEX", metric_type: METRIC }],
    });
    check(created, "make the collection");
  }
  check(await client.loadCollectionSync({ collection_name: collection, timeout: timeoutMs }), "load the collection");
}

async function withoutKnown(
  client: MilvusClient,
  collection: string,
  failures: readonly IndexedFailure[],
): Promise<IndexedFailure[]> {
  if (failures.length === 0) return [];
  const byId = new Map(failures.map((failure) => [hashOf(failure.key), failure]));
  const found = await client.query({
    collection_name: collection,
    filter: `id in [${[...byId.keys()].map((id) => `"${id}"`).join(",")}]`,
    output_fields: ["id"],
  });
  check(found.status, "look for what is known");
  for (const { id } of found.data) byId.delete(String(id));
  return [...byId.values()];
}

function check({ error_code, reason }: { error_code: string | number; reason: string }, what: string): void {
  if (error_code !== "Success" && error_code !== 0) throw new Error(`Milvus could not ${what}: ${reason}`);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
