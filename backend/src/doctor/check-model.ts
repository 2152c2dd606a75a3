import { errorMessage } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";

/** A model, as far as it can be asked whether it is there. */
export interface CheckedModel {
  provider: string;
  model: string;
  check(signal: AbortSignal): Promise<{ ok: boolean; message: string; advice?: string }>;
}

const NO_MODEL: HealthPart = {
  status: "ok",
  kind: "none",
  message: "The knowledge engine works alone",
  advice:
    "To have a model where no rule fits, set GEMINI_API_KEY, MISTRAL_API_KEY, ANTHROPIC_API_KEY or OPENAI_API_KEY, or LLM_PROVIDER=ollama, and start Pipewright again.",
  snippet: "GEMINI_API_KEY=...",
};

/** Whether the model can be asked. Without it the knowledge engine goes on, so nothing is ever down for it. */
export async function checkModel(model: CheckedModel | null, signal: AbortSignal): Promise<HealthPart> {
  if (model === null) return NO_MODEL;
  const { ok, message, advice } = await model.check(signal).catch((error: unknown) => ({
    ok: false,
    message: `${model.provider} does not answer: ${errorMessage(error)}`,
    advice: undefined,
  }));
  if (!ok) return { status: "degraded", kind: model.provider, message, ...(advice !== undefined && { advice }) };
  const words = `${model.model} is asked where the knowledge engine is not sure`;
  return { status: "ok", kind: model.provider, message: words };
}
