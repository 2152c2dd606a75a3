import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startScriptedAnthropic } from "../testing/scripted-anthropic.ts";
import { startScriptedGemini } from "../testing/scripted-gemini.ts";
import { startScriptedMistral } from "../testing/scripted-mistral.ts";
import { startScriptedOllama } from "../testing/scripted-ollama.ts";
import type { Script, ScriptedServer } from "../testing/scripted-server.ts";
import { createLlm, type Llm } from "./llm.ts";
import type { LlmConfig } from "./llm-config.ts";
import type { Timing } from "./retry-model-call.ts";
import type { TokenBudget } from "./token-budget.ts";

const KEY = "test-key-1234567890";
const Answer = z.object({ color: z.enum(["red", "green"]), count: z.number() });
const GOOD = { color: "red", count: 3 } as const;

const START = { gemini: startScriptedGemini, ollama: startScriptedOllama, mistral: startScriptedMistral };
const PROVIDERS = ["gemini", "ollama", "mistral"] as const;

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Time that passes only when it is waited for. */
function scriptedTime(timeout: (ms: number) => AbortSignal = () => new AbortController().signal) {
  const waits: number[] = [];
  let now = Date.parse("2025-03-01T12:00:00Z");
  const timing: Timing = {
    now: () => new Date(now),
    random: () => 0.5,
    delay: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    timeout,
  };
  return { timing, waits };
}

async function open(
  provider: (typeof PROVIDERS)[number],
  script: Script,
  more: { config?: Partial<LlmConfig>; timing?: Timing; budget?: TokenBudget } = {},
) {
  server = await START[provider](script);
  const time = scriptedTime();
  const llm = createLlm(
    { provider, apiKey: KEY, baseUrl: server.url, ...more.config },
    { timing: more.timing ?? time.timing, budget: more.budget },
  );
  if (llm === null) throw new Error("no model");
  return { llm, server, waits: time.waits, ...recorder(llm) };
}

function recorder(llm: Llm) {
  const notes: string[] = [];
  const ask = (options: { signal?: AbortSignal; check?: (value: z.infer<typeof Answer>) => string | undefined } = {}) =>
    llm.generate({
      system: "Count colours.",
      data: "three red apples",
      schema: Answer,
      schemaName: "colors",
      signal: options.signal ?? new AbortController().signal,
      ...(options.check ? { check: options.check } : {}),
      onNote: (message) => notes.push(message),
    });
  return { ask, notes };
}

describe.each(PROVIDERS)("a question to %s", (provider) => {
  it("returns the answer as the schema has it, and what it cost", async () => {
    const { ask, notes } = await open(provider, [{ say: GOOD, inputTokens: 321, outputTokens: 12 }]);
    const { value, usage } = await ask();
    expect(value).toEqual(GOOD);
    expect(usage).toMatchObject({ provider, inputTokens: 321, outputTokens: 12, attempts: 1 });
    expect(notes).toHaveLength(1);
  });

  it("finds the JSON between fences and words", async () => {
    const { ask } = await open(provider, [
      { say: `Here you are:\n\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\`\nBye {now}` },
    ]);
    expect((await ask()).value).toEqual(GOOD);
  });

  it("sends an answer that does not fit back once, with what is wrong", async () => {
    const { ask, server, notes } = await open(provider, [{ say: { color: "blue", count: "x" } }, { say: GOOD }]);
    const { value, usage } = await ask();
    expect(value).toEqual(GOOD);
    expect(usage).toMatchObject({ attempts: 2, inputTokens: 200, outputTokens: 40 });
    expect(JSON.stringify(server.requests[1]?.body)).toMatch(/not accepted.*color/s);
    expect(notes.join()).toContain("sent back");
  });

  it.each(["no JSON at all", '{"color": "red", "count": ', '{"color":"blue","count":1}'])(
    "drops an answer that is twice wrong: %s",
    async (say) => {
      const { ask, server } = await open(provider, [{ say }, { say }, { say: GOOD }]);
      await expect(ask()).rejects.toMatchObject({ code: "model_answer_unusable", retryable: false });
      expect(server.requests).toHaveLength(2);
    },
  );

  it("sends an answer back that fits the schema but not the caller", async () => {
    const { ask } = await open(provider, [{ say: { ...GOOD, count: 9 } }, { say: GOOD }]);
    const { value } = await ask({ check: ({ count }) => (count > 5 ? "count is over 5" : undefined) });
    expect(value).toEqual(GOOD);
  });

  it("waits as long as Retry-After or the words say, then tries again", async () => {
    const { ask, waits, notes } = await open(provider, [
      provider === "gemini"
        ? { status: 429, message: "quota", retryDelaySeconds: 17 }
        : { status: 429, message: "too many requests, please try again in 17s" },
      { say: GOOD },
    ]);
    expect((await ask()).usage.attempts).toBe(2);
    expect(waits).toEqual([17_000]);
    expect(notes.join()).toMatch(/HTTP 429.*Trying again in 17 s/);
  });

  it.each([500, 502, 503, 504])("backs off exponentially on %i", async (status) => {
    const { ask, waits } = await open(provider, [
      { status, message: "oops" },
      { status, message: "oops" },
      { status, message: "oops" },
      { say: GOOD },
    ]);
    expect((await ask()).usage.attempts).toBe(4);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it("tries again when the connection is cut", async () => {
    const { ask, waits } = await open(provider, [{ fault: "cut" }, { say: GOOD }]);
    expect((await ask()).value).toEqual(GOOD);
    expect(waits).toHaveLength(1);
  });

  it("gives up when the attempts are used up", async () => {
    const { ask, server } = await open(provider, () => ({ status: 503, message: "overloaded" }), {
      config: { maxAttempts: 3 },
    });
    await expect(ask()).rejects.toMatchObject({ code: "model_unavailable", retryable: true });
    expect(server.requests).toHaveLength(3);
  });

  it("does not wait past its time limit", async () => {
    const { ask, server, waits } = await open(provider, () => ({ status: 429, message: "retry in 90s" }));
    await expect(ask()).rejects.toMatchObject({ code: "model_rate_limited", retryAfterMs: 90_000 });
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each([
    [400, "model_refused"],
    [401, "model_key_refused"],
    [403, "model_key_refused"],
    [404, "model_not_found"],
  ])("does not try again on %i, and says what to do without the key", async (status, code) => {
    const { ask, notes } = await open(provider, [{ status, message: `bad ${KEY}` }, { say: GOOD }]);
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, retryable: false });
    expect(String(error)).toMatch(/Check|Run `ollama pull|Set LLM_MODEL/);
    expect(`${error} ${notes.join()}`).not.toContain(KEY);
  });

  it("hangs up when the time is over", async () => {
    const over = new AbortController();
    const { ask, server } = await open(provider, [{ fault: "hang" }], {
      timing: scriptedTime(() => over.signal).timing,
    });
    const asked = ask();
    await server.asked(1);
    over.abort(new Error("time is over"));
    await expect(asked).rejects.toMatchObject({ code: "model_timeout", message: `${provider} did not answer in 60 s` });
    await server.hungUp(1);
  });

  it("hangs up when the caller leaves, with the caller's reason", async () => {
    const leave = new AbortController();
    const { ask, server } = await open(provider, [{ fault: "hang" }]);
    const asked = ask({ signal: leave.signal });
    await server.asked(1);
    leave.abort(new Error("the server stops"));
    await expect(asked).rejects.toThrow("the server stops");
    await server.hungUp(1);
  });
});

describe("the writing of an answer", () => {
  /** Time of which a second passes whenever somebody looks. */
  function passingTime(): Timing {
    let looks = 0;
    return { ...scriptedTime().timing, now: () => new Date(1000 * looks++) };
  }
  const long = { say: `${JSON.stringify(GOOD)}${" ".repeat(400)}` };

  it.each(["ollama", "mistral"] as const)("is told now and then: %s", async (provider) => {
    const { ask, notes } = await open(provider, [long], { timing: passingTime() });
    expect((await ask()).value).toEqual(GOOD);
    const told = notes.filter((note) => note.includes("is writing"));
    expect(told[0]).toMatch(new RegExp(`^${provider} is writing: \\d+ characters$`));
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(8);
  });

  it("is told of Anthropic's calls, too", async () => {
    server = await startScriptedAnthropic([long]);
    const llm = createLlm({ provider: "anthropic", apiKey: KEY, baseUrl: server.url }, { timing: passingTime() });
    if (llm === null) throw new Error("no model");
    const { ask, notes } = recorder(llm);
    expect(await ask()).toMatchObject({ value: GOOD, usage: { inputTokens: 100, outputTokens: 20 } });
    expect(notes.join()).toMatch(/anthropic is writing: \d+ characters/);
  });

  it("is not told when it takes no time", async () => {
    const { ask, notes } = await open("ollama", [long]);
    await ask();
    expect(notes.join()).not.toContain("is writing");
  });
});

describe("a budget of tokens", () => {
  function budget(perDay: number): TokenBudget & { spent: number } {
    return {
      spent: 0,
      perDay,
      async isUsedUp() {
        return this.spent >= perDay;
      },
      async spend(tokens) {
        this.spent += tokens;
      },
    };
  }

  it("counts every answer, also the one that is sent back, and ends the asking", async () => {
    const own = budget(200);
    const { ask, server } = await open("ollama", [{ say: "no" }, { say: GOOD }], { budget: own });
    expect((await ask()).value).toEqual(GOOD);
    expect(own.spent).toBe(240);
    await expect(ask()).rejects.toMatchObject({
      code: "model_budget_used_up",
      message: "ollama has used up today's 200 tokens (LLM_TOKENS_PER_DAY, until midnight UTC)",
    });
    expect(server.requests).toHaveLength(2);
  });
});

describe("what is sent", () => {
  it("holds Ollama to the schema, and tells it how much to remember", async () => {
    const { ask, server } = await open("ollama", [{ say: GOOD }]);
    await ask();
    expect(server.requests[0]?.body).toMatchObject({
      format: { type: "object", required: ["color", "count"] },
      options: { num_ctx: 8192, temperature: 0 },
    });
  });

  it("holds Gemini to the schema, and keeps the key out of the address", async () => {
    const { ask, server } = await open("gemini", [{ say: GOOD }]);
    await ask();
    expect(server.requests[0]?.body).toMatchObject({ generationConfig: { responseMimeType: "application/json" } });
    expect(server.requests[0]?.headers["x-goog-api-key"]).toBe(KEY);
    expect(server.requests[0]?.path).not.toContain(KEY);
  });

  it("asks Mistral for JSON", async () => {
    const { ask, server } = await open("mistral", [{ say: GOOD }]);
    await ask();
    expect(server.requests[0]?.body).toMatchObject({ response_format: { type: "json_object" } });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it("never goes to LangSmith, even when the environment asks for it", async () => {
    const tracer = await startScriptedOllama(() => ({ status: 500, message: "traced" }));
    const { ask } = await open("ollama", [{ say: GOOD }]);
    const seen: string[] = [];
    const realFetch = globalThis.fetch;
    const before = { ...process.env };
    Object.assign(process.env, { LANGSMITH_TRACING: "true", LANGSMITH_API_KEY: "x", LANGSMITH_ENDPOINT: tracer.url });
    globalThis.fetch = (input, init) => {
      seen.push(String(input instanceof Request ? input.url : input));
      return realFetch(input, init);
    };
    try {
      await ask();
      const { awaitAllCallbacks } = await import("@langchain/core/callbacks/promises");
      await awaitAllCallbacks();
    } finally {
      globalThis.fetch = realFetch;
      process.env = before;
      await tracer.close();
    }
    expect(seen.filter((url) => url.startsWith(tracer.url))).toEqual([]);
    expect(seen).toHaveLength(1);
  });

  it("lets only so many questions run at once", async () => {
    const { ask, server } = await open("ollama", [{ fault: "hang" }, { say: GOOD }, { say: GOOD }], {
      config: { maxConcurrency: 1 },
    });
    const first = new AbortController();
    const second = new AbortController();
    const asked = [ask({ signal: first.signal }), ask({ signal: second.signal }), ask()];
    await server.asked(1);
    second.abort(new Error("second leaves"));
    await expect(asked[1]).rejects.toThrow("second leaves");
    expect(server.requests).toHaveLength(1);
    first.abort(new Error("first leaves"));
    await expect(asked[0]).rejects.toThrow("first leaves");
    await expect(asked[2]).resolves.toMatchObject({ value: GOOD });
  });
});

describe("the choice of a model", () => {
  it("is nobody without a configuration or with `none`", () => {
    expect(createLlm(undefined)).toBeNull();
    expect(createLlm({ provider: "none" })).toBeNull();
  });

  it("asks Anthropic, which answers by a call", async () => {
    server = await startScriptedAnthropic([{ status: 429, message: "slow down", retryAfter: "7" }, { say: GOOD }]);
    const { timing, waits } = scriptedTime();
    const llm = createLlm({ provider: "anthropic", apiKey: KEY, baseUrl: server.url }, { timing });
    if (llm === null) throw new Error("no model");
    expect(await recorder(llm).ask()).toMatchObject({ value: GOOD, usage: { attempts: 2, inputTokens: 100 } });
    expect(waits).toEqual([7000]);
  });

  it("asks OpenAI, or whatever speaks as it does", async () => {
    server = await startScriptedMistral([{ status: 429, message: "slow down", retryAfter: "7" }, { say: GOOD }]);
    const { timing, waits } = scriptedTime();
    const llm = createLlm({ provider: "openai", apiKey: KEY, baseUrl: `${server.url}/v1` }, { timing });
    if (llm === null) throw new Error("no model");
    expect(await recorder(llm).ask()).toMatchObject({ value: GOOD, usage: { attempts: 2, inputTokens: 100 } });
    expect(waits).toEqual([7000]);
  });
});
