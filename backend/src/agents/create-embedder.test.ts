import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmbedder } from "./create-embedder.ts";
import type { LlmConfig } from "./llm-config.ts";

const TEXTS = ["one", "two"];
const VECTORS = [
  [1, 0.5],
  [0.25, 0],
];

let server: Server;
let url: string;
let requests: { path: string; body: unknown }[];
let status: number;

beforeEach(async () => {
  requests = [];
  status = 200;
  server = createServer(async (request, response) => {
    requests.push({ path: request.url ?? "", body: await json(request) });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? answerTo(request.url ?? "") : { error: { message: "not here" } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(() => server.close());

/** Gemini's own form; or what the others would answer, in one: each reads its part. */
function answerTo(path: string): object {
  if (path.includes("batchEmbedContents")) return { embeddings: VECTORS.map((values) => ({ values })) };
  return {
    id: "1",
    object: "list",
    model: "m",
    usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
    embeddings: VECTORS,
    data: VECTORS.map((embedding, index) => ({ object: "embedding", index, embedding })),
  };
}

const config = (provider: LlmConfig["provider"]): LlmConfig => ({ provider, apiKey: "key", baseUrl: url });

describe("the embedder", () => {
  it.each([
    ["ollama", "/api/embed", "nomic-embed-text"],
    ["openai", "/embeddings", "text-embedding-3-small"],
    ["mistral", "/v1/embeddings", "mistral-embed"],
  ] as const)("asks %s", async (provider, path, model) => {
    const embedder = createEmbedder(config(provider));
    expect(await embedder?.embed(TEXTS)).toEqual(VECTORS);
    expect(requests).toEqual([{ path, body: expect.objectContaining({ model, input: TEXTS }) }]);
  });

  it("asks gemini, by the model that is named", async () => {
    const embedder = createEmbedder(config("gemini"), "text-embedding-004");
    expect(await embedder?.embed(TEXTS)).toEqual(VECTORS);
    expect(requests[0]?.path).toContain("text-embedding-004:batchEmbedContents");
  });

  it("says what is wrong when the provider refuses", async () => {
    status = 401;
    await expect(createEmbedder(config("openai"))?.embed(TEXTS)).rejects.toThrow(/openai answered HTTP 401/);
  });

  it("is none without a provider, or with one that has no embeddings", () => {
    expect([createEmbedder(undefined), createEmbedder(config("none")), createEmbedder(config("anthropic"))]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
