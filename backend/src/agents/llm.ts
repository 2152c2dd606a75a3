import { setTimeout as sleep } from "node:timers/promises";
import { UpstreamError } from "@pipewright/contract/errors";
import { timeLimit } from "@pipewright/contract/time-limit";
import { z } from "zod";
import type { ModelUsage, OnNote } from "./agent-options.ts";
import { askModel, type Message } from "./ask-model.ts";
import { checkModel, type ModelCheck } from "./check-model.ts";
import { explainModelError } from "./explain-model-error.ts";
import { limitConcurrency } from "./limit-concurrency.ts";
import { type LlmConfig, type ModelProvider, type ResolvedLlmConfig, resolveLlmConfig } from "./llm-config.ts";
import { parseAnswer } from "./parse-answer.ts";
import { retryModelCall, seconds, type Timing } from "./retry-model-call.ts";
import { tellWriting } from "./tell-writing.ts";
import type { TokenBudget } from "./token-budget.ts";

export interface GenerateRequest<T> {
  /** What the model is to do. */
  system: string;
  /** What it is to do it with; whatever comes from outside is fenced (`fence-data.ts`). */
  data: string;
  schema: z.ZodType<T>;
  schemaName: string;
  /** Says what is wrong with an answer that fits the schema, or nothing. */
  check?: (value: T) => string | undefined;
  signal: AbortSignal;
  onNote: OnNote;
}

export interface Generated<T> {
  value: T;
  usage: ModelUsage;
}

export interface Llm {
  readonly provider: ModelProvider;
  readonly model: string;
  /**
   * Asks one question and returns the answer as the schema has it. An answer that does not fit is sent back once with the
   * reason, then dropped. All attempts and waits together end at the time limit.
   * @throws UpstreamError (`model_timeout`, `model_unreachable`, `model_rate_limited`, `model_unavailable`,
   * `model_key_refused`, `model_not_found`, `model_refused`, `model_answer_unusable`, `model_budget_used_up`, `model_failed`), or the signal's reason
   */
  generate<T>(request: GenerateRequest<T>): Promise<Generated<T>>;
  /** Says whether the model can be reached and is there, without asking it anything. @throws the signal's reason */
  check(signal: AbortSignal): Promise<ModelCheck>;
}

const REAL_TIME: Timing = {
  now: () => new Date(),
  random: Math.random,
  delay: (ms, signal) => sleep(ms, undefined, { signal }),
  timeout: timeLimit,
};
const ROUNDS = 2;

export interface LlmParts {
  timing?: Timing | undefined;
  /** Absent: no limit. */
  budget?: TokenBudget | undefined;
  /** Masks secrets in what the model is given; absent: nothing is masked. */
  redact?: ((text: string) => string) | undefined;
}

/** The model that the configuration names, or null when it names none. Nothing is loaded or asked before it is needed. */
export function createLlm(
  config: LlmConfig | undefined,
  { timing = REAL_TIME, budget, redact = (text) => text }: LlmParts = {},
): Llm | null {
  const resolved = config === undefined ? null : resolveLlmConfig(config);
  if (resolved === null) return null;
  const { provider, model } = resolved;
  const limit = limitConcurrency(resolved.maxConcurrency);
  return {
    provider,
    model,
    generate: (request) =>
      limit(request.signal, () => generate(resolved, { ...request, data: redact(request.data) }, { timing, budget })),
    check: (signal) => checkModel(resolved, signal),
  };
}

async function generate<T>(
  config: ResolvedLlmConfig,
  request: GenerateRequest<T>,
  { timing, budget }: { timing: Timing; budget: TokenBudget | undefined },
): Promise<Generated<T>> {
  const { provider, model, timeoutMs } = config;
  const deadline = new Date(timing.now().getTime() + timeoutMs);
  const timeout = timing.timeout(timeoutMs);
  const signal = AbortSignal.any([request.signal, timeout]);
  const schema = plainJsonSchema(request.schema);
  const messages: Message[] = [
    {
      role: "system",
      content: `${request.system}\n\nAnswer with one JSON object and nothing else. Its JSON schema:\n${JSON.stringify(schema)}`,
    },
    { role: "user", content: request.data },
  ];
  const usage: ModelUsage = { provider, model, inputTokens: 0, outputTokens: 0, attempts: 0 };
  const ask = () => {
    usage.attempts++;
    const onWritten = tellWriting(provider, request.onNote, timing.now);
    return askModel(config, { messages, schema, schemaName: request.schemaName, onWritten, signal });
  };
  const retry = {
    ...config,
    deadline,
    signal,
    timing,
    onNote: request.onNote,
    explain: (thrown: unknown) => explainModelError(thrown, config, timing.now()),
  };

  try {
    if (await budget?.isUsedUp()) throw usedUp(provider, budget);
    request.onNote(`Asking ${provider} (${model}).`, { provider, model });
    for (let round = 1; ; round++) {
      const answer = await retryModelCall(ask, retry);
      usage.inputTokens += answer.inputTokens;
      usage.outputTokens += answer.outputTokens;
      await budget?.spend(answer.inputTokens + answer.outputTokens);
      const parsed = parseAnswer(answer.text, request.schema);
      const problem = parsed.ok ? request.check?.(parsed.value) : parsed.problem;
      if (parsed.ok && problem === undefined) return { value: parsed.value, usage };
      if (round === ROUNDS) throw unusable(provider, problem);
      request.onNote(`The answer of ${provider} was sent back: ${problem}`, { provider, model });
      messages.push(
        { role: "assistant", content: answer.text },
        {
          role: "user",
          content: `Your answer was not accepted: ${problem}\nCorrect it, and answer with the JSON object alone.`,
        },
      );
    }
  } catch (thrown) {
    request.signal.throwIfAborted();
    if (!timeout.aborted) throw thrown;
    throw new UpstreamError("model_timeout", `${provider} did not answer in ${seconds(timeoutMs)}`, {
      retryable: true,
      cause: thrown,
    });
  }
}

function usedUp(provider: string, budget: TokenBudget | undefined): UpstreamError {
  return new UpstreamError(
    "model_budget_used_up",
    `${provider} has used up today's ${budget?.perDay.toLocaleString("en-US")} tokens (LLM_TOKENS_PER_DAY, until midnight UTC)`,
    { retryable: false },
  );
}

function unusable(provider: string, problem: string | undefined): UpstreamError {
  return new UpstreamError(
    "model_answer_unusable",
    `${provider} gave no usable answer, even when asked again: ${problem}`,
    {
      retryable: false,
    },
  );
}

/** JSON schema without the keywords that some providers refuse. */
function plainJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io: "input" });
  return plain;
}
