import { errorMessage, UpstreamError } from "@pipewright/contract/errors";
import { z } from "zod";
import type { ResolvedLlmConfig } from "./llm-config.ts";
import { readRetryAfter, readRetryWords } from "./read-retry-hint.ts";

const RETRYABLE_STATUS = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);
const NETWORK_CODES =
  /^(?:ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+|ERR_STREAM_PREMATURE_CLOSE)$/;
const NETWORK_WORDS =
  /fetch failed|terminated|socket hang up|network error|connection (?:error|closed|reset)|unable to make request|did not receive done|failed to parse stream|error reading from the stream|premature|timed? ?out/i;
const MAX_MESSAGE_CHARS = 300;
const MAX_CAUSES = 5;

/** What the libraries put on their errors; each names the same thing differently. */
const Thrown = z.looseObject({
  status: z.number().optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  status_code: z.number().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  body: z.string().optional().catch(undefined),
  headers: z.unknown().optional(),
  errorDetails: z.unknown().optional(),
  cause: z.unknown().optional(),
});
type Thrown = z.infer<typeof Thrown>;

/** Turns whatever a provider's library threw into one error that says what to do, and whether to try again. */
export function explainModelError(thrown: unknown, config: ResolvedLlmConfig, now: Date): UpstreamError {
  if (thrown instanceof UpstreamError) return thrown;
  const chain = causes(thrown);
  const status = chain.map((error) => error.status ?? error.statusCode ?? error.status_code).find(isHttpStatus);
  const said = withoutKey(shorten(errorMessage(thrown)), config.apiKey);
  const retryAfterMs = retryHint(chain, now);
  const build = (code: string, message: string, retryable: boolean) =>
    new UpstreamError(code, message, { retryable, retryAfterMs, cause: thrown });

  if (status !== undefined) {
    const { code, advice } = adviseOnStatus(status, config);
    return build(code, `${config.provider} answered HTTP ${status}: ${said}${advice}`, RETRYABLE_STATUS.has(status));
  }
  if (chain.some((error) => NETWORK_CODES.test(error.code ?? "") || NETWORK_WORDS.test(error.message ?? ""))) {
    const advice = config.provider === "ollama" ? " Is `ollama serve` running there?" : "";
    return build(
      "model_unreachable",
      `${config.provider} cannot be reached at ${config.baseUrl}: ${said}.${advice}`,
      true,
    );
  }
  return build("model_failed", `${config.provider} failed: ${said}`, false);
}

function adviseOnStatus(status: number, config: ResolvedLlmConfig): { code: string; advice: string } {
  const { provider, model } = config;
  const keyName = `${provider.toUpperCase()}_API_KEY`;
  if (status === 401 || status === 403) return { code: "model_key_refused", advice: ` Check ${keyName}.` };
  if (status === 404) {
    const advice =
      provider === "ollama"
        ? ` Run \`ollama pull ${model}\`.`
        : ` Is "${model}" a model of ${provider}? Set LLM_MODEL.`;
    return { code: "model_not_found", advice };
  }
  if (status === 429) return { code: "model_rate_limited", advice: "" };
  if (status >= 500) return { code: "model_unavailable", advice: "" };
  // Gemini answers a wrong key with 400 API_KEY_INVALID.
  return {
    code: "model_refused",
    advice: ` Check ${provider === "ollama" ? "LLM_MODEL" : `${keyName} and LLM_MODEL`}.`,
  };
}

function causes(thrown: unknown): Thrown[] {
  const chain: Thrown[] = [];
  let current = thrown;
  while (chain.length < MAX_CAUSES) {
    const parsed = Thrown.safeParse(current);
    if (!parsed.success) return chain;
    chain.push({ ...parsed.data, message: errorMessage(current) });
    current = parsed.data.cause;
  }
  return chain;
}

function retryHint(chain: readonly Thrown[], now: Date): number | undefined {
  for (const error of chain) {
    const fromHeader = readRetryAfter(readHeader(error.headers, "retry-after"), now);
    if (fromHeader !== undefined) return fromHeader;
  }
  // Gemini's RetryInfo stands in the details, in the others' case in the body or the message.
  const words = chain.flatMap(({ errorDetails, body, message }) => [JSON.stringify(errorDetails ?? ""), body, message]);
  return readRetryWords(words.join("\n"));
}

function readHeader(headers: unknown, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const parsed = z.record(z.string(), z.unknown()).safeParse(headers);
  const value = parsed.success ? parsed.data[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

function isHttpStatus(status: number | undefined): status is number {
  return status !== undefined && status >= 400 && status < 600;
}

function shorten(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length > MAX_MESSAGE_CHARS ? `${line.slice(0, MAX_MESSAGE_CHARS)}…` : line;
}

function withoutKey(message: string, apiKey: string | undefined): string {
  return apiKey ? message.replaceAll(apiKey, "[key]") : message;
}
