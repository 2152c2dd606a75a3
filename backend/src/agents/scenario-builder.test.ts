import { afterEach, describe, expect, it } from "vitest";
import { startScriptedOllama } from "../testing/scripted-ollama.ts";
import type { Script, ScriptedServer } from "../testing/scripted-server.ts";
import { createLlm } from "./llm.ts";
import { createScenarioBuilder } from "./scenario-builder.ts";

const SCENARIO = { repo: "acme/shop", branch: "main", commit_message: "Bump it", logs: "error: s3cret is wrong\n" };
const BUILT_IN = { id: "disk-full", title: "No space", ecosystem: "machine", description: "disk", log: "" };

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function chat(script: Script, content = "the disk is full, my key is s3cret", signal?: AbortSignal) {
  server = await startScriptedOllama(script);
  const builder = createScenarioBuilder({
    llm: createLlm({ provider: "ollama", baseUrl: server.url, maxAttempts: 1 }),
    listScenarios: async () => [BUILT_IN],
    redact: (text) => text.replaceAll("s3cret", "[redacted]"),
  });
  const answer = await builder.chat([{ role: "user", content }], {
    signal: signal ?? new AbortController().signal,
    onNote: () => {},
  });
  return { answer, sent: server.requests.map(({ body }) => JSON.stringify(body)) };
}

describe("the scenario builder with a model", () => {
  it("converses, and gives what can be simulated, with secrets masked both ways", async () => {
    const { answer, sent } = await chat([{ say: { reply: "Like this? s3cret", scenario: SCENARIO } }]);
    expect(answer).toEqual({
      reply: "Like this? [redacted]",
      provider: "ollama",
      scenario: { ...SCENARIO, logs: "error: [redacted] is wrong\n" },
      closest: { id: "disk-full", title: "No space", score: expect.any(Number) },
    });
    expect(sent.join()).not.toContain("s3cret");
  });

  it("may ask back before it makes a log up", async () => {
    const { answer } = await chat([{ say: { reply: "Which package manager?" } }]);
    expect(answer.scenario).toBeUndefined();
  });

  it("does not take an address for a repository, and offers what is built in when the model insists", async () => {
    const { answer, sent } = await chat(() => ({
      say: { reply: "x", scenario: { ...SCENARIO, repo: "file:///etc/shadow" } },
    }));
    expect(sent).toHaveLength(2);
    expect(answer).toMatchObject({ provider: "knowledge", scenario: { scenario: "disk-full" } });
    expect(answer.reply).toMatch(/The model gave no answer.*closest built-in scenario is "No space"/);
  });

  it("answers in time when the model does not", async () => {
    const { answer } = await chat(() => ({ fault: "hang" }), "full disk", AbortSignal.timeout(200));
    expect(answer.reply).toContain("ollama did not answer in time");
  });
});
