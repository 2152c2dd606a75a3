import { z } from "zod";
import type { ResolvedLlmConfig } from "./llm-config.ts";
import { followWriting, noTracer } from "./model-callbacks.ts";
import { openChatModel, streamsSafely, structureOf } from "./open-chat-model.ts";

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ModelQuestion {
  messages: readonly Message[];
  /** JSON schema of the answer. */
  schema: Record<string, unknown>;
  schemaName: string;
  /** Told, where the provider streams, how many characters of the answer are there. */
  onWritten(chars: number): void;
  signal: AbortSignal;
}

export interface ModelAnswer {
  /** What the model wrote; the arguments as JSON when it answered by calling the schema as a function. */
  text: string;
  inputTokens: number;
  outputTokens: number;
}

/** The parts of LangChain's message that are used here. */
const RawMessage = z.object({
  text: z.string(),
  tool_calls: z.array(z.object({ args: z.unknown() })).optional(),
  usage_metadata: z.object({ input_tokens: z.number(), output_tokens: z.number() }).optional(),
});

/** Sends one request and returns what came back, unparsed. Throws whatever the provider's library throws. */
export async function askModel(config: ResolvedLlmConfig, question: ModelQuestion): Promise<ModelAnswer> {
  const { signal, messages } = question;
  const promptChars = messages.reduce((total, message) => total + message.content.length, 0);
  const chat = await openChatModel(config, { signal, promptChars });
  const structured = chat.withStructuredOutput(question.schema, {
    name: question.schemaName,
    includeRaw: true,
    ...structureOf(config.provider),
  });
  const prompt = messages.map(({ role, content }): [string, string] => [role, content]);
  const following = streamsSafely(config.provider) ? [await followWriting(question.onWritten)] : [];
  const { raw } = await structured.invoke(prompt, { signal, callbacks: [await noTracer(), ...following] });
  const { text, tool_calls: calls, usage_metadata: usage } = RawMessage.parse(raw);
  const call = calls?.[0];
  return {
    text: call === undefined ? text : JSON.stringify(call.args),
    inputTokens: usage?.input_tokens ?? 0,
    outputTokens: usage?.output_tokens ?? 0,
  };
}
