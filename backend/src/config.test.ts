import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";

describe("parseConfig", () => {
  it("needs nothing: binds to loopback, embedded store, knowledge engine, executor by what answers", () => {
    const config = parseConfig({});
    expect(config).toMatchObject({ host: "127.0.0.1", port: 8000, mongo: { url: undefined }, model: undefined });
    expect(config.execution.executor).toBe("auto");
  });

  it("takes an empty value for one that is not set", () => {
    expect(parseConfig({ PORT: "", MONGODB_URL: "", GITHUB_API_URL: "" }).port).toBe(8000);
  });

  it("chooses the provider whose key is set", () => {
    expect(parseConfig({ GOOGLE_API_KEY: "k" }).model).toMatchObject({ provider: "gemini", apiKey: "k" });
    expect(parseConfig({ MISTRAL_API_KEY: "k" }).model?.provider).toBe("mistral");
    expect(parseConfig({ USE_OLLAMA: "true" }).model?.provider).toBe("ollama");
    expect(parseConfig({ GEMINI_API_KEY: "k", LLM_PROVIDER: "none" }).model).toBeUndefined();
  });

  it("names every setting that is wrong", () => {
    const attempt = () => parseConfig({ PORT: "http", EXECUTOR: "podman", MONGODB_URL: "localhost" });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/PORT: [\s\S]*MONGODB_URL: must begin with mongodb[\s\S]*EXECUTOR: /);
  });

  it("says which key a chosen provider lacks", () => {
    expect(() => parseConfig({ LLM_PROVIDER: "gemini" })).toThrow(/GEMINI_API_KEY: is needed for LLM_PROVIDER=gemini/);
  });
});
