import type { Embeddings } from "@langchain/core/embeddings";
import { UpstreamError } from "@pipewright/contract/errors";
import { explainModelError } from "./explain-model-error.ts";
import { type LlmConfig, type ModelProvider, type ResolvedLlmConfig, resolveLlmConfig } from "./llm-config.ts";

export interface Embedder {
  readonly model: string;
  /** One vector a text, all of one length. @throws UpstreamError */
  embed(texts: string[]): Promise<number[][]>;
}

/** Anthropic has no embeddings of its own. */
const DEFAULT_EMBEDDING_MODELS: Readonly<Record<Exclude<ModelProvider, "anthropic">, string>> = {
  gemini: "gemini-embedding-001",
  ollama: "nomic-embed-text",
  mistral: "mistral-embed",
  openai: "text-embedding-3-small",
};
/** LangChain tries again by itself, for nobody looks on who would want to be told. */
const MAX_RETRIES = 2;

/** Embeddings of the provider that the configuration names; null when it names none, or one that has none. */
export function createEmbedder(config: LlmConfig | undefined, embeddingModel?: string): Embedder | null {
  const resolved = config === undefined ? null : resolveLlmConfig(config);
  if (resolved === null || resolved.provider === "anthropic") return null;
  const model = embeddingModel ?? DEFAULT_EMBEDDING_MODELS[resolved.provider];
  let opened: Promise<Embeddings> | undefined;
  return {
    model,
    async embed(texts) {
      opened ??= openEmbeddings({ ...resolved, model });
      const embeddings = await opened;
      try {
        return checkVectors(await embeddings.embedDocuments(texts), texts.length, resolved.provider);
      } catch (thrown) {
        throw explainModelError(thrown, { ...resolved, model }, new Date());
      }
    },
  };
}

async function openEmbeddings(config: ResolvedLlmConfig): Promise<Embeddings> {
  const { provider, model, baseUrl, apiKey } = config;
  const fields = { model, maxRetries: MAX_RETRIES, ...(apiKey !== undefined && { apiKey }) };
  switch (provider) {
    case "gemini": {
      const { GoogleGenerativeAIEmbeddings } = await import("@langchain/google-genai");
      return new GoogleGenerativeAIEmbeddings({ ...fields, baseUrl });
    }
    case "ollama": {
      const { OllamaEmbeddings } = await import("@langchain/ollama");
      const headers = apiKey === undefined ? {} : { headers: { Authorization: `Bearer ${apiKey}` } };
      return new OllamaEmbeddings({ model, baseUrl, maxRetries: MAX_RETRIES, truncate: true, ...headers });
    }
    case "mistral": {
      const { MistralAIEmbeddings } = await import("@langchain/mistralai");
      return new MistralAIEmbeddings({ ...fields, serverURL: baseUrl });
    }
    case "openai": {
      const { OpenAIEmbeddings } = await import("@langchain/openai");
      return new OpenAIEmbeddings({ ...fields, encodingFormat: "float", configuration: { baseURL: baseUrl } });
    }
    case "anthropic":
      throw new TypeError("Anthropic has no embeddings");
  }
}

/** Gemini's library gives empty vectors where a request failed. */
function checkVectors(vectors: number[][], count: number, provider: ModelProvider): number[][] {
  const length = vectors[0]?.length ?? 0;
  if (vectors.length === count && length > 0 && vectors.every((vector) => vector.length === length)) return vectors;
  throw new UpstreamError("model_failed", `${provider} gave no usable embeddings`, { retryable: true });
}
