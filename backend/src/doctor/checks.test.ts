import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkExecutor } from "./check-executor.ts";
import { checkGit } from "./check-git.ts";
import { checkModel } from "./check-model.ts";
import { checkSignIn } from "./check-sign-in.ts";
import { checkStore } from "./check-store.ts";
import { checkWebhook } from "./check-webhook.ts";

const soon = () => AbortSignal.timeout(5000);

/** A server of somebody else; gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has such an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the check of GitHub's deliveries", () => {
  const settings = { hasSecret: true, publicUrl: undefined, isLocal: true, proposedSecret: "f00d" };

  it("proposes a secret where there is none", async () => {
    expect(await checkWebhook({ ...settings, hasSecret: false }, soon())).toMatchObject({
      status: "degraded",
      snippet: "GITHUB_WEBHOOK_SECRET=f00d",
    });
  });

  it("says that a server on the loopback address cannot be reached, unless its public address is known", async () => {
    expect(await checkWebhook(settings, soon())).toMatchObject({
      status: "degraded",
      snippet: expect.stringContaining("PIPEWRIGHT_PUBLIC_URL="),
    });
    expect(await checkWebhook({ ...settings, isLocal: false }, soon())).toMatchObject({ status: "ok" });
  });

  it("tries the public address", async () => {
    const part = { status: "ok", kind: "x", message: "" };
    const health = {
      status: "ok",
      version: "1",
      uptimeSeconds: 1,
      parts: { store: part, queue: part, executor: part, model: part },
    };
    const ours = await serve((_request, response) => response.end(JSON.stringify(health)));
    expect(await checkWebhook({ ...settings, publicUrl: ours }, soon())).toMatchObject({ status: "ok" });

    const other = await serve((_request, response) => response.writeHead(404).end("not found"));
    const found = await checkWebhook({ ...settings, publicUrl: other }, soon());
    expect([found.status, found.message]).toEqual([
      "degraded",
      `Deliveries are verified, but ${other} does not lead here: something else answers, with HTTP 404`,
    ]);
  });
});

describe("the check of the store", () => {
  it("says where it is, or what is wrong with it", async () => {
    expect(await checkStore("embedded", async () => "/data", soon())).toMatchObject({
      status: "ok",
      message: "The embedded store answers (/data)",
    });
    expect(await checkStore("mongodb", () => Promise.reject(new Error("refused")), soon())).toMatchObject({
      status: "down",
      message: "refused",
      advice: expect.stringContaining("MONGODB_URL"),
    });
  });

  it("does not wait for ever", async () => {
    const never = () => new Promise<never>(() => {});
    expect(await checkStore("mongodb", never, AbortSignal.timeout(20))).toMatchObject({ status: "down" });
  });
});

describe("the other checks", () => {
  it("take an executor that does not answer for down, with its own advice", async () => {
    const docker = {
      name: "docker",
      check: async () => ({ ok: false, message: "no socket", advice: "Start Docker." }),
    };
    expect(await checkExecutor(docker, soon())).toEqual({
      status: "down",
      kind: "docker",
      message: "no socket",
      advice: "Start Docker.",
    });
  });

  it("take a model that does not answer for a loss that can be borne", async () => {
    const model = { provider: "ollama", model: "m", check: () => Promise.reject(new Error("refused")) };
    expect(await checkModel(model, soon())).toMatchObject({
      status: "degraded",
      message: "ollama does not answer: refused",
    });
    expect(await checkModel(null, soon())).toMatchObject({ status: "ok", kind: "none" });
  });

  it("say when git is missing", async () => {
    expect(await checkGit(soon())).toMatchObject({ status: "ok" });
    expect(await checkGit(soon(), "no-such-git")).toMatchObject({ status: "down", message: "git is not installed" });
  });

  it("warn of a sign-in that travels unencrypted", async () => {
    const settings = { isGiven: false, dataDir: "/data", publicUrl: undefined };
    expect(await checkSignIn(settings)).toMatchObject({
      status: "ok",
      message: "With the admin token of /data/admin-token",
    });
    expect(await checkSignIn({ ...settings, publicUrl: "http://ci.example.com" })).toMatchObject({
      status: "degraded",
      snippet: "PIPEWRIGHT_PUBLIC_URL=https://ci.example.com",
    });
  });
});
