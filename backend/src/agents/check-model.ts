import { errorMessage } from "@pipewright/contract/errors";
import { z } from "zod";
import type { ModelProvider, ResolvedLlmConfig } from "./llm-config.ts";

export interface ModelCheck {
  ok: boolean;
  message: string;
  /** What to do about it. */
  advice?: string;
}

const OllamaTags = z.object({ models: z.array(z.object({ name: z.string() })) });

type Probe = (config: ResolvedLlmConfig) => { path: string; headers: Record<string, string> };

const bearer: Probe = ({ model, apiKey }) => ({
  path: `/models/${encodeURIComponent(model)}`,
  headers: { authorization: `Bearer ${apiKey ?? ""}` },
});

/** Where each provider describes a model; looking costs no tokens. */
const PROBES: Readonly<Record<ModelProvider, Probe>> = {
  ollama: () => ({ path: "/api/tags", headers: {} }),
  gemini: ({ model, apiKey = "" }) => ({
    path: `/v1beta/models/${encodeURIComponent(model.replace(/^models\//, ""))}`,
    headers: { "x-goog-api-key": apiKey },
  }),
  mistral: (config) => ({ ...bearer(config), path: `/v1${bearer(config).path}` }),
  anthropic: ({ model, apiKey = "" }) => ({
    path: `/v1/models/${encodeURIComponent(model)}`,
    headers: { "x-api-key": apiKey, "anthropic-version": "2023-06-01" },
  }),
  openai: bearer,
};

/** Says whether the model can be reached and is there, without asking it anything. @throws the signal's reason */
export async function checkModel(config: ResolvedLlmConfig, signal: AbortSignal): Promise<ModelCheck> {
  const { provider, model, baseUrl } = config;
  const { path, headers } = PROBES[provider](config);
  try {
    const response = await fetch(`${baseUrl}${path}`, { headers, signal });
    if (response.status === 401 || response.status === 403 || response.status === 400) {
      return { ok: false, message: `${provider} refuses the key`, advice: `Check ${provider.toUpperCase()}_API_KEY.` };
    }
    if (response.status === 404) return missing(provider, model);
    if (!response.ok)
      return { ok: false, message: `${provider} answers HTTP ${response.status}`, advice: "Try again later." };
    if (provider === "ollama" && !hasModel(OllamaTags.parse(await response.json()), model))
      return missing(provider, model);
    return { ok: true, message: `${model} at ${baseUrl}` };
  } catch (thrown) {
    signal.throwIfAborted();
    const advice =
      provider === "ollama" ? "Start it with `ollama serve`, or set OLLAMA_BASE_URL." : "Check the network.";
    return { ok: false, message: `${provider} cannot be reached at ${baseUrl}: ${errorMessage(thrown)}`, advice };
  }
}

function missing(provider: ModelProvider, model: string): ModelCheck {
  const advice = provider === "ollama" ? `Run \`ollama pull ${model}\`.` : "Set LLM_MODEL to one of its models.";
  return { ok: false, message: `${provider} has no model ${model}`, advice };
}

function hasModel({ models }: z.infer<typeof OllamaTags>, model: string): boolean {
  return models.some(({ name }) => name === model || name === `${model}:latest`);
}
