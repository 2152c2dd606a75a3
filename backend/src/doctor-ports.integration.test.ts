import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DoctorReport } from "@pipewright/contract/doctor";
import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseConfig } from "./config.ts";
import { createInstallationDoctor } from "./doctor-ports.ts";
import { startTestServer } from "./testing/start-test-server.ts";

const SECRET = "a-webhook-secret-that-nobody-may-see";

describe("what the server and the command line say of an installation", () => {
  it("is the same, but for what the command line opens by itself, and holds no secret", async () => {
    const settings = { GITHUB_WEBHOOK_SECRET: SECRET, EXECUTOR: "sandbox", LLM_PROVIDER: "none" };
    const server = await startTestServer(settings);
    onTestFinished(() => server.close());
    const answer = await server.json("/api/dashboard/doctor");
    const { findings } = DoctorReport.parse(answer);
    expect(findings.map(({ id, status }) => [id, status])).toEqual([
      ["store", "ok"],
      ["executor", "ok"],
      ["model", "ok"],
      ["webhook", "degraded"],
      ["github-token", "degraded"],
      ["notifications", "ok"],
      ["sign-in", "ok"],
      ["git", "ok"],
      ["node", "ok"],
    ]);
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(JSON.stringify(answer)).not.toContain(server.token.token);

    const dataDir = await mkdtemp(join(tmpdir(), "pipewright-doctor-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const config = parseConfig({
      ...settings,
      PIPEWRIGHT_DATA: dataDir,
      PORT: "0",
      PIPEWRIGHT_ADMIN_TOKEN: server.token.token,
    });
    const alone = await createInstallationDoctor(config, pino({ level: "silent" })).examine();
    const withoutPlace = ({ id, status, kind, advice }: (typeof findings)[number]) => ({ id, status, kind, advice });
    expect(alone.map(withoutPlace)).toEqual(findings.map(withoutPlace));

    const locked = parseConfig({ ...settings, PIPEWRIGHT_DATA: server.dataDir });
    const beside = await createInstallationDoctor(locked, pino({ level: "silent" })).test("store");
    expect(beside).toMatchObject({
      status: "ok",
      message: "The embedded store answers (in use by a running Pipewright)",
    });
  });
});
