import type { ChatAnthropicInput } from "@langchain/anthropic";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { ChatMistralAIInput } from "@langchain/mistralai";
import type { ChatOllamaInput } from "@langchain/ollama";
import type { ChatOpenAIFields } from "@langchain/openai";
import type { ModelProvider, ResolvedLlmConfig } from "./llm-config.ts";

export interface ChatRequest {
  signal: AbortSignal;
  /** Size of everything the model is sent, for those that must be told how much to remember. */
  promptChars: number;
}

type Structure = { method?: "jsonSchema" | "jsonMode" | "functionCalling" };

interface Opener {
  /** How this provider is held to a JSON schema; empty: by LangChain's own choice. */
  structure: Structure;
  /** Whether its answers are streamed, so that progress can be told. */
  streams: boolean;
  open(config: ResolvedLlmConfig, request: ChatRequest): Promise<BaseChatModel>;
}

/** LangChain's own retries are off: ours are told on the timeline. */
const NO_RETRIES = { maxRetries: 0 };
const CHARS_PER_TOKEN = 3;
const ANSWER_TOKENS = 4096;
/** Ollama silently drops what is beyond `num_ctx`, so it is told the size; a small one saves its memory. */
const OLLAMA_CONTEXT_TOKENS = { min: 4096, max: 32_768 };

const OPENERS: Readonly<Record<ModelProvider, Opener>> = {
  gemini: { structure: {}, streams: false, open: openGemini },
  ollama: {
    structure: { method: "jsonSchema" },
    streams: true,
    open: (config, request) => {
      const fields: ChatOllamaInput = {
        baseUrl: config.baseUrl,
        temperature: 0,
        numCtx: contextTokens(request.promptChars),
        fetch: abortable(request.signal),
        ...(config.apiKey === undefined ? {} : { headers: { Authorization: `Bearer ${config.apiKey}` } }),
      };
      return openByName("ollama", config, fields);
    },
  },
  mistral: {
    structure: { method: "jsonMode" },
    streams: true,
    open: (config, request) => {
      const fields: ChatMistralAIInput = {
        ...keyOf(config),
        serverURL: config.baseUrl,
        temperature: 0,
        maxTokens: ANSWER_TOKENS,
        beforeRequestHooks: [(original) => new Request(original, { signal: request.signal })],
      };
      return openByName("mistralai", config, fields);
    },
  },
  anthropic: {
    structure: { method: "functionCalling" },
    streams: true,
    open: (config) => {
      const fields: ChatAnthropicInput = {
        ...keyOf(config),
        anthropicApiUrl: config.baseUrl,
        maxTokens: ANSWER_TOKENS,
      };
      return openByName("anthropic", config, fields);
    },
  },
  openai: {
    structure: { method: "jsonSchema" },
    streams: true,
    open: (config) => {
      const fields: ChatOpenAIFields = { ...keyOf(config), configuration: { baseURL: config.baseUrl } };
      return openByName("openai", config, fields);
    },
  },
};

/** Opens one provider's chat model for one request; its package is loaded when it is first needed. */
export function openChatModel(config: ResolvedLlmConfig, request: ChatRequest): Promise<BaseChatModel> {
  return OPENERS[config.provider].open(config, request);
}

/** How the provider is told to keep to a schema. */
export function structureOf(provider: ModelProvider): Structure {
  return OPENERS[provider].structure;
}

/** Whether the provider's answers can be streamed, and an abort in their middle does no harm. */
export function streamsSafely(provider: ModelProvider): boolean {
  return OPENERS[provider].streams;
}

async function openByName(modelProvider: string, config: ResolvedLlmConfig, fields: object): Promise<BaseChatModel> {
  const { initChatModel } = await import("langchain");
  return initChatModel(config.model, { modelProvider, ...fields, ...NO_RETRIES });
}

/**
 * Gemini's library aborts a request only when its inner call is handed the signal, which LangChain does for streams alone;
 * and its streams are no way out: one that breaks off leaves a rejected promise behind that would end the process.
 */
async function openGemini(config: ResolvedLlmConfig, request: ChatRequest): Promise<BaseChatModel> {
  const { ChatGoogleGenerativeAI } = await import("@langchain/google-genai");
  const { model, baseUrl } = config;
  const chat = new ChatGoogleGenerativeAI({ model, baseUrl, temperature: 0, ...keyOf(config), ...NO_RETRIES });
  const send = chat.completionWithRetry.bind(chat);
  chat.completionWithRetry = (body, options) => send(body, { ...options, signal: request.signal });
  return chat;
}

function keyOf(config: ResolvedLlmConfig): { apiKey?: string } {
  return config.apiKey === undefined ? {} : { apiKey: config.apiKey };
}

function abortable(signal: AbortSignal): typeof fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal });
}

function contextTokens(promptChars: number): number {
  const needed = Math.ceil(promptChars / CHARS_PER_TOKEN) + ANSWER_TOKENS;
  const { min, max } = OLLAMA_CONTEXT_TOKENS;
  return Math.min(max, Math.max(min, 2 ** Math.ceil(Math.log2(needed))));
}
