import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebhookMessage } from "@pipewright/contract/notifications";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { diagnoseCommand } from "./cli/diagnose-command.ts";
import { ISSUED_SAMPLES, NAMED_VALUE, privateKey, UUID_VALUE } from "./logs/testing/secret-samples.ts";
import { emailText } from "./notifications/email-text.ts";
import { type LoopbackSlack, startLoopbackSlack } from "./testing/loopback-slack.ts";
import { startScriptedOllama } from "./testing/scripted-ollama.ts";
import type { ScriptedServer } from "./testing/scripted-server.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const KEY = privateKey(5);
/** Each secret, without the part of its sample that is no secret. */
const SECRETS = [
  ...ISSUED_SAMPLES.map(([, sample]) => sample.replace(/^(?:AccountKey|_gitlab_session)=|^https:\/\/[^/]+\//, "")),
  NAMED_VALUE,
  UUID_VALUE,
  ...KEY.slice(1, -1),
];
/** A log whose every line tells of an error and gives a secret away. */
const LOG = [
  ...ISSUED_SAMPLES.map(([, sample]) => `2026-03-04T09:00:00.0001234Z Error: refused \u001b[31m${sample}\u001b[0m`),
  `2026-03-04T09:00:00.0001234Z Error: FASTLY_API_KEY=${NAMED_VALUE} HEROKU_API_KEY=${UUID_VALUE}`,
  ...KEY.map((line) => `2026-03-04T09:00:00.0001234Z ${line}`),
  "2026-03-04T09:00:00.0001234Z Error: Process completed with exit code 1.",
  "",
].join("\n");
const LAST_LINE = LOG.split("\n").length - 1;
const MESSAGE = `Tidy up\n\n${ISSUED_SAMPLES.map(([, sample]) => `with ${sample} in it`).join("\n")}\n${KEY.join("\n")}`;
const [, TOKEN = ""] = ISSUED_SAMPLES.find(([kind]) => kind === "github-token") ?? [];
const PLAIN_LOG = LOG.replaceAll("\u001b[31m", "").replaceAll("\u001b[0m", "");
/** Puts the whole log out without holding one secret itself: each letter and digit is half a round away from where it belongs. */
const SCRIPT = `tr 'A-Za-z0-9' 'f-z0-9A-Za-e' <<'!'\n${shiftCharacters(PLAIN_LOG)}!\n`;

const DIAGNOSIS = {
  category: "test_failure",
  title: "Something was refused",
  rootCause: "A key was refused.",
  severity: "medium",
  confidence: 0.6,
  evidence: [{ startLine: LAST_LINE, endLine: LAST_LINE, reason: "refused" }],
};
const FIX = { kind: "script", summary: "Put it out", why: "To see it.", script: SCRIPT, undo: "", network: false };

let folder: string;
let ollama: ScriptedServer;
let slack: LoopbackSlack;
let server: TestServer;
let id: string;
const live: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pipewright-secrets-"));
  ollama = await startScriptedOllama([{ say: DIAGNOSIS }, { say: FIX }]);
  slack = await startLoopbackSlack();
  await writeFile(join(folder, "notifications.yml"), "digest:\n  within_seconds: 0\n");
  const settings = {
    LLM_PROVIDER: "ollama",
    OLLAMA_BASE_URL: ollama.url,
    SLACK_WEBHOOK_URL: slack.hookUrl,
    WEBHOOK_URLS: slack.hookUrl,
    WEBHOOK_SECRET: "the-webhook-secret-of-the-tests",
  };
  server = await startTestServer(settings, { dataDir: folder, keepData: true });
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/api/dashboard/ws`, {
    headers: { authorization: `Bearer ${server.token.token}` },
  });
  await new Promise((resolve, reject) => socket.once("message", resolve).once("error", reject));
  socket.on("message", (data) => live.push(String(data)));
  id = await server.simulate({
    scenario: "python-failing-test",
    branch: `fix/${TOKEN}`,
    commit_message: MESSAGE,
    logs: LOG,
  });
  await server.approve(await server.reach(id));
  await server.reach(id, ["resolved", "failed", "dismissed"]);
  socket.terminate();
});

afterAll(async () => {
  await server.close();
  await ollama.close();
  await slack.close();
  await rm(folder, { recursive: true, force: true });
});

function shiftCharacters(text: string): string {
  const round = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return text.replace(/[a-z0-9]/gi, (character) =>
    round.charAt((round.indexOf(character) + round.length / 2) % round.length),
  );
}

function expectMasked(text: string): void {
  expect(text).toContain("[redacted:");
  expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
}

describe("a secret that a log, a commit message or a run gives away", () => {
  it("is masked in the stored log", async () => {
    const response = await server.call(`/api/dashboard/events/${id}/log`);
    const text = await response.text();
    expectMasked(text);
    expect(text.split("\n")).toHaveLength(LOG.split("\n").length);
    expect(text).toContain("Process completed with exit code 1.");
  });

  it("is masked in what the API says of the incident", async () => {
    const incident = await server.incident(id);
    expectMasked(JSON.stringify(incident));
    expectMasked(incident.commitMessage);
    expectMasked(incident.branch);
    expectMasked(incident.execution?.fix?.outputTail ?? "");
    const list = await server.call("/api/dashboard/events");
    expectMasked(await list.text());
  });

  it("is masked in what is sent to whoever looks on", () => {
    const output = live.filter((message) => JSON.parse(message).type === "output");
    expectMasked(output.join("\n"));
    expectMasked(live.join("\n"));
  });

  it("is masked in what the model is asked", () => {
    expect(ollama.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
    for (const { method, body } of ollama.requests) if (method === "POST") expectMasked(JSON.stringify(body));
  });

  it("is masked in what people and machines are told", async () => {
    const told = (await slack.called("hook", 3)).map(({ fields }) => fields.json ?? "");
    for (const text of told) expectMasked(text);
    const mails = told.flatMap((text) => {
      const message = WebhookMessage.safeParse(JSON.parse(text));
      return message.success ? [emailText(message.data.data, 0)] : [];
    });
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) expectMasked(JSON.stringify(mail));
  });

  it("is nowhere in the files of the store", () => {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, file);
      if (!statSync(path).isFile()) continue;
      const bytes = readFileSync(path, "latin1");
      expect(SECRETS.filter((secret) => bytes.includes(secret))).toEqual([]);
    }
  });

  it.each([true, false])("is masked in what the command line prints (JSON: %s)", async (json) => {
    const path = join(folder, "failed.log");
    await writeFile(path, LOG);
    try {
      expectMasked(await diagnoseCommand(path, { json }, { model: undefined }));
    } finally {
      await rm(path);
    }
  });

  it("is masked in a preview", async () => {
    const response = await server.call("/api/webhook/preview-fix", {
      logs: LOG,
      commit_message: MESSAGE,
      repo: "acme/shop",
    });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expectMasked(text);
  });
});
