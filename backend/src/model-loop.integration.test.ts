import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Health } from "@pipewright/contract/health";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { EXAMPLES_DIR } from "./package-root.ts";
import { makePolicyRepository } from "./testing/policy-repository.ts";
import { startScriptedOllama } from "./testing/scripted-ollama.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const ANSWER = z
  .object({
    kind: z.string(),
    summary: z.string(),
    why: z.string(),
    patch: z.string(),
    undo: z.string(),
    network: z.boolean(),
  })
  .parse(JSON.parse(readFileSync(join(EXAMPLES_DIR, "python-failing-test", "model-answer.json"), "utf8")));
const DIAGNOSIS = {
  category: "test_failure",
  title: "due_dates gives one date too few",
  rootCause: "The loop counts from one.",
  severity: "medium",
  confidence: 0.9,
  evidence: [{ startLine: 7, endLine: 12, reason: "first failing assertion" }],
};

const ChatMessages = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });

async function openOllama(script: Parameters<typeof startScriptedOllama>[0]) {
  const ollama = await startScriptedOllama(script);
  return Object.assign(ollama, { [Symbol.asyncDispose]: () => ollama.close() });
}

let server: TestServer | undefined;
afterEach(() => server?.close());

describe("with a model", () => {
  it("a failure that no rule can fix gets a patch, which is proven once it is approved", async () => {
    const ollama = await startScriptedOllama([{ say: DIAGNOSIS }, { say: ANSWER }]);
    try {
      server = await startTestServer({ LLM_PROVIDER: "ollama", OLLAMA_BASE_URL: ollama.url });
      const proposed = await server.reach(await server.simulate({ scenario: "python-failing-test" }));
      expect(proposed).toMatchObject({
        status: "awaiting_approval",
        diagnosis: { provider: "ollama", title: DIAGNOSIS.title },
        fix: { kind: "patch", provider: "ollama" },
      });
      // What the model was asked holds the source file that the failing test imports.
      expect(JSON.stringify(ollama.requests.at(-1)?.body)).toContain("billing/instalments.py");
      await server.approve(proposed);
      const done = await server.reach(proposed.id, ["resolved", "failed"]);
      expect(done.verification).toMatchObject({ verdict: "proven", before: { exitCode: 1 }, after: { exitCode: 0 } });
      expect(done.execution?.diff).toContain("billing/instalments.py");
    } finally {
      await ollama.close();
    }
  });

  it("is told what the repository's policy forbids, and what it proposes against it is left to a person", async () => {
    await using ollama = await openOllama([{ say: DIAGNOSIS }, { say: ANSWER }]);
    await using repository = await makePolicyRepository(
      [
        "version: 1",
        "jobs: { '*': { command: python3 -m unittest discover } }",
        "fixes: { kinds: [patch, rerun], protect: ['migrations/**', 'billing/'] }",
        "network: { hosts: [packages.example.org] }",
        "",
      ].join("\n"),
      { scenario: "python-failing-test" },
    );
    server = await startTestServer({ LLM_PROVIDER: "ollama", OLLAMA_BASE_URL: ollama.url });
    const proposed = await server.reach(await server.simulate(repository.failure));
    const [system, question] = ChatMessages.parse(ollama.requests.at(-1)?.body).messages;
    expect(system?.content).toContain("Only these kinds are run: patch, rerun.");
    expect(system?.content).toContain("Never change, create or delete a path that the policy protects");
    expect(system?.content).toContain("A script may reach the hosts that the policy names, and no other.");
    expect(system?.content).toContain("The fix is proven by the policy's command");
    expect(system?.content).not.toMatch(/migrations|packages\.example/);
    expect(question?.content).toMatch(
      /What the policy names:\n<<<(\w+)\n\{"protectedPaths":\["migrations\/\*\*","billing\/"\],"hosts":\["packages\.example\.org"\],"command":"python3 -m unittest discover"\}\n\1>>>/,
    );
    expect(proposed.fix).toMatchObject({ kind: "manual", command: "python3 -m unittest discover" });
    expect(proposed.fix?.why).toMatch(
      /protects paths that this fix touches: billing\/instalments\.py \(billing\/, line 3\)/,
    );
  });

  it("that has used up its tokens of the day the knowledge engine answers, also after a restart", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "pipewright-budget-"));
    const ollama = await startScriptedOllama([{ say: DIAGNOSIS, inputTokens: 900, outputTokens: 100 }]);
    const settings = { LLM_PROVIDER: "ollama", OLLAMA_BASE_URL: ollama.url, LLM_TOKENS_PER_DAY: "1000" };
    try {
      server = await startTestServer(settings, { dataDir, keepData: true });
      const first = await server.reach(await server.simulate({ scenario: "python-failing-test" }));
      expect([first.diagnosis?.provider, first.fix?.provider]).toEqual(["ollama", "knowledge"]);
      await server.close();
      server = await startTestServer(settings, { dataDir });
      const second = await server.reach(await server.simulate({ scenario: "python-failing-test" }));
      expect(second.diagnosis?.provider).toBe("knowledge");
      expect(second.timeline.map(({ message }) => message)).toContain(
        "ollama has used up today's 1,000 tokens (LLM_TOKENS_PER_DAY, until midnight UTC); the diagnosis is by the knowledge engine.",
      );
      expect(ollama.requests).toHaveLength(1);
    } finally {
      await ollama.close();
    }
  });

  it("that is down the knowledge engine answers, and the timeline says so", async () => {
    server = await startTestServer({
      LLM_PROVIDER: "ollama",
      OLLAMA_BASE_URL: "http://127.0.0.1:9",
      LLM_MAX_ATTEMPTS: "1",
      LLM_TIMEOUT_SECONDS: "5",
    });
    const proposed = await server.reach(await server.simulate({ scenario: "python-failing-test" }));
    expect(proposed).toMatchObject({
      status: "awaiting_approval",
      diagnosis: { provider: "knowledge" },
      fix: { kind: "manual" },
    });
    expect(
      proposed.timeline
        .filter(({ kind }) => kind === "model.note")
        .map(({ message }) => message)
        .join("\n"),
    ).toMatch(/knowledge engine/);
    const health = Health.parse(await server.json("/health"));
    expect(health).toMatchObject({ status: "degraded", parts: { model: { status: "degraded", kind: "ollama" } } });
  });
});
