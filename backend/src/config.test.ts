import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseConfig } from "./config.ts";
import { ConfigError } from "./settings/config-error.ts";

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

  it("takes a GitHub App's key as a text of one line, or from a file, and says what is wrong with it", () => {
    const { privateKey: pem } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
    });
    const app = { id: "7", privateKey: pem.trim() };
    const oneLine = pem.replaceAll("\n", "\\n");
    expect(parseConfig({ GITHUB_APP_ID: "7", GITHUB_APP_PRIVATE_KEY: oneLine }).github.app).toEqual(app);
    const folder = mkdtempSync(join(tmpdir(), "pipewright-config-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "app.pem");
    writeFileSync(file, pem);
    expect(parseConfig({ GITHUB_APP_ID: "7", GITHUB_APP_PRIVATE_KEY_FILE: file }).github.app).toEqual(app);

    expect(() => parseConfig({ GITHUB_APP_ID: "7" })).toThrow(/GITHUB_APP_PRIVATE_KEY: is missing/);
    expect(() => parseConfig({ GITHUB_APP_PRIVATE_KEY: oneLine })).toThrow(/GITHUB_APP_ID: is missing/);
    const cut = oneLine.slice(0, 200);
    expect(() => parseConfig({ GITHUB_APP_ID: "7", GITHUB_APP_PRIVATE_KEY: cut })).toThrow(/is not an RSA private key/);
    expect(() => parseConfig({ GITHUB_APP_ID: "7", GITHUB_APP_PRIVATE_KEY_FILE: `${file}.old` })).toThrow(
      /cannot be read/,
    );
  });
});
