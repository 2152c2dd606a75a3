export type ModelProvider = "gemini" | "ollama" | "mistral" | "anthropic" | "openai";

/** Which model, and how patient to be with it. Plain data: the reader of the environment fills it in. */
export interface LlmConfig {
  provider: ModelProvider | "none";
  /** Absent: the provider's default of `DEFAULT_MODELS`. */
  model?: string | undefined;
  apiKey?: string | undefined;
  /** Absent: the provider's public API, or Ollama on this machine. */
  baseUrl?: string | undefined;
  /** For one question with all its attempts and waits. */
  timeoutMs?: number | undefined;
  /** Requests a question may cost before it is given up. */
  maxAttempts?: number | undefined;
  /** Questions that are asked at the same time. */
  maxConcurrency?: number | undefined;
}

export interface ResolvedLlmConfig {
  provider: ModelProvider;
  model: string;
  apiKey: string | undefined;
  /** Without a slash at its end. */
  baseUrl: string;
  timeoutMs: number;
  maxAttempts: number;
  maxConcurrency: number;
}

export const DEFAULT_TIMEOUT_MS = 60_000;
export const DEFAULT_MAX_ATTEMPTS = 4;
export const DEFAULT_MAX_CONCURRENCY = 2;

export const DEFAULT_MODELS: Readonly<Record<ModelProvider, string>> = {
  gemini: "gemini-2.5-flash",
  ollama: "qwen2.5-coder:7b",
  mistral: "mistral-small-latest",
  anthropic: "claude-sonnet-4-5",
  openai: "gpt-5-mini",
};

/** The providers' own addresses. Always handed over, so that no library looks for one in the environment. */
export const DEFAULT_BASE_URLS: Readonly<Record<ModelProvider, string>> = {
  gemini: "https://generativelanguage.googleapis.com",
  ollama: "http://127.0.0.1:11434",
  mistral: "https://api.mistral.ai",
  anthropic: "https://api.anthropic.com",
  openai: "https://api.openai.com/v1",
};

/** Fills in the defaults. Returns null for the provider `none`. */
export function resolveLlmConfig(config: LlmConfig): ResolvedLlmConfig | null {
  const { provider } = config;
  if (provider === "none") return null;
  return {
    provider,
    model: config.model ?? DEFAULT_MODELS[provider],
    apiKey: config.apiKey,
    baseUrl: (config.baseUrl ?? DEFAULT_BASE_URLS[provider]).replace(/\/+$/, ""),
    timeoutMs: config.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxAttempts: config.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    maxConcurrency: config.maxConcurrency ?? DEFAULT_MAX_CONCURRENCY,
  };
}
