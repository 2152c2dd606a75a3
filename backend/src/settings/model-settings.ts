import { ConfigError } from "./config-error.ts";
import type { Environment } from "./environment.ts";

type ModelProvider = "gemini" | "ollama" | "mistral" | "anthropic" | "openai";

export interface ModelConfig {
  provider: ModelProvider;
  model: string | undefined;
  apiKey: string | undefined;
  baseUrl: string | undefined;
  timeoutMs: number;
  maxAttempts: number;
  maxConcurrency: number;
  /** 0: no limit. */
  tokensPerDay: number;
}

/** Undefined: the knowledge engine works alone. @throws ConfigError */
export function readModel(env: Environment): ModelConfig | undefined {
  const provider = env.LLM_PROVIDER ?? providerWithKey(env);
  if (provider === undefined || provider === "none") return undefined;
  const settings: Record<
    ModelProvider,
    { apiKey?: string | undefined; baseUrl?: string | undefined; model?: string | undefined }
  > = {
    gemini: { apiKey: env.GEMINI_API_KEY ?? env.GOOGLE_API_KEY, baseUrl: env.GEMINI_BASE_URL, model: env.GEMINI_MODEL },
    ollama: { baseUrl: env.OLLAMA_BASE_URL },
    mistral: { apiKey: env.MISTRAL_API_KEY, baseUrl: env.MISTRAL_BASE_URL },
    anthropic: { apiKey: env.ANTHROPIC_API_KEY, baseUrl: env.ANTHROPIC_BASE_URL },
    openai: { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL },
  };
  const chosen = settings[provider];
  if (provider !== "ollama" && chosen.apiKey === undefined) {
    const path = `${provider.toUpperCase()}_API_KEY`;
    throw new ConfigError([{ path, message: `is needed for LLM_PROVIDER=${provider}` }]);
  }
  return {
    provider,
    model: env.LLM_MODEL ?? chosen.model,
    apiKey: chosen.apiKey,
    baseUrl: chosen.baseUrl,
    timeoutMs: env.LLM_TIMEOUT_SECONDS * 1000,
    maxAttempts: env.LLM_MAX_ATTEMPTS,
    maxConcurrency: env.LLM_CONCURRENCY,
    tokensPerDay: env.LLM_TOKENS_PER_DAY,
  };
}

function providerWithKey(env: Environment): ModelProvider | undefined {
  if (env.USE_OLLAMA) return "ollama";
  if (env.GEMINI_API_KEY ?? env.GOOGLE_API_KEY) return "gemini";
  if (env.MISTRAL_API_KEY) return "mistral";
  if (env.ANTHROPIC_API_KEY) return "anthropic";
  if (env.OPENAI_API_KEY) return "openai";
  return undefined;
}
