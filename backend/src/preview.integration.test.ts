import { BuilderChatAnswer } from "@pipewright/contract/builder-chat";
import { EventsPage } from "@pipewright/contract/dashboard";
import { PreviewDiagnosis, PreviewFix } from "@pipewright/contract/preview";
import type { Signal } from "@pipewright/contract/signal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLlm } from "./agents/llm.ts";
import { createPreviews } from "./preview-ports.ts";
import { startScriptedOllama } from "./testing/scripted-ollama.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe("a preview", () => {
  it("says what would be made of a scenario, and stores nothing", async () => {
    const scenario = "python-missing-import";
    const diagnosed = PreviewDiagnosis.parse(await server.json("/api/webhook/preview-diagnosis", { scenario }));
    expect(diagnosed.diagnosis).toMatchObject({ category: "runtime_error", provider: "knowledge" });
    const proposed = PreviewFix.parse(await server.json("/api/webhook/preview-fix", { scenario }));
    expect(proposed).toMatchObject({ diagnosis: diagnosed.diagnosis, fix: { kind: "patch" }, notes: [] });
    expect(proposed.risk.factors.reduce((sum, { points }) => sum + points, 0)).toBe(proposed.risk.score);
    expect(EventsPage.parse(await server.json("/api/dashboard/events")).total).toBe(0);

    const stored = await server.reach(await server.simulate({ scenario }));
    expect({ fix: stored.fix, risk: stored.risk?.score }).toMatchObject({
      fix: proposed.fix,
      risk: proposed.risk.score,
    });
  });

  it("masks secrets, and names the field that is wrong", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const logs = `error: cannot log in with ${token}\n`;
    const said = await (await server.call("/api/webhook/preview-fix", { repo: "a/b", logs })).text();
    expect(said).not.toContain(token);
    const refused = await server.call("/api/webhook/preview-diagnosis", { repo: "a/b" });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ errors: [{ path: "logs" }] });
  });

  it("does not wait for a model for longer than its time", async () => {
    const ollama = await startScriptedOllama(() => ({ fault: "hang" }));
    try {
      const llm = createLlm({ provider: "ollama", baseUrl: ollama.url });
      const signal: Signal = {
        source: "simulate",
        dedupeKeys: [],
        repo: "acme/shop",
        branch: "main",
        commitSha: "HEAD",
        commitMessage: "",
        workspace: { kind: "empty", reason: "none" },
        logs: "something odd happened\nerror: it is odd\n",
      };
      const previews = createPreviews({ llm, readSources: async () => [], modelTimeMs: 200, now: () => new Date() });
      const { diagnosis, fix, notes } = await previews.propose(signal);
      expect([diagnosis.provider, fix.provider]).toEqual(["knowledge", "knowledge"]);
      expect(notes).toContain("ollama took too long for a preview; the knowledge engine answers.");
    } finally {
      await ollama.close();
    }
  });
});

describe("the scenario builder without a model", () => {
  it("offers the closest built-in scenario and says so; what it offers can be simulated", async () => {
    const answer = BuilderChatAnswer.parse(
      await server.json("/api/webhook/builder-chat", { message: "npm ci says package-lock.json is out of sync" }),
    );
    expect(answer).toMatchObject({
      provider: "knowledge",
      closest: { id: "node-lockfile-out-of-sync", score: expect.any(Number) },
      reply: expect.stringMatching(/No model is configured.*closest built-in scenario/),
    });
    expect(await server.simulate(answer.scenario ?? {})).toMatch(/^[0-9a-f]{24}$/);
  });

  it("takes a whole conversation, and refuses one that does not end with the person", async () => {
    const said = { role: "user", content: "the disk ran full, no space left on device" };
    const answer = await server.json("/api/webhook/builder-chat", { messages: [said] });
    expect(answer).toMatchObject({ closest: { id: "disk-full" } });
    for (const body of [{}, { message: " " }, { messages: [] }, { messages: [{ ...said, role: "assistant" }] }]) {
      expect((await server.call("/api/webhook/builder-chat", body)).status).toBe(422);
    }
  });
});
