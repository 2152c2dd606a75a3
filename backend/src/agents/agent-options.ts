import type { ModelProvider } from "./llm-config.ts";

/** Told what an agent does while it does it; the text goes to the incident's timeline and never holds a key. */
export type OnNote = (message: string, data?: Readonly<Record<string, unknown>>) => void;

export interface AgentOptions {
  signal: AbortSignal;
  onNote: OnNote;
}

/** What a question to a model cost. */
export interface ModelUsage {
  provider: ModelProvider;
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** Requests sent, including those that failed and the one that sent an answer back. */
  attempts: number;
}
