import { describe, expect, it } from "vitest";
import { startScriptedGemini } from "../testing/scripted-gemini.ts";
import { startScriptedOllama } from "../testing/scripted-ollama.ts";
import { createLlm } from "./llm.ts";
import type { LlmConfig } from "./llm-config.ts";

async function check(config: LlmConfig, signal = new AbortController().signal) {
  const llm = createLlm(config);
  if (llm === null) throw new Error("no model");
  return llm.check(signal);
}

describe("the check of a model", () => {
  it("finds a model that Ollama has", async () => {
    const server = await startScriptedOllama([], ["llama3.2:latest"]);
    expect(await check({ provider: "ollama", model: "llama3.2", baseUrl: server.url })).toMatchObject({ ok: true });
    await server.close();
  });

  it("says how to get one that it has not", async () => {
    const server = await startScriptedOllama([], []);
    expect(await check({ provider: "ollama", model: "llama3.2", baseUrl: server.url })).toEqual({
      ok: false,
      message: "ollama has no model llama3.2",
      advice: "Run `ollama pull llama3.2`.",
    });
    await server.close();
  });

  it("says how to start what is not there", async () => {
    const server = await startScriptedOllama([]);
    await server.close();
    expect(await check({ provider: "ollama", baseUrl: server.url })).toMatchObject({
      ok: false,
      advice: expect.stringContaining("ollama serve"),
    });
  });

  it("asks no question and never shows the key", async () => {
    const server = await startScriptedGemini([]);
    const result = await check({ provider: "gemini", apiKey: "secret-key", baseUrl: server.url });
    expect(result).toMatchObject({ ok: false, message: "gemini has no model gemini-2.5-flash" });
    expect(JSON.stringify(result)).not.toContain("secret-key");
    expect(server.requests).toEqual([]);
    await server.close();
  });
});
