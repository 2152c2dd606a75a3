import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "./package-root.ts";
import { type LoopbackSlack, startLoopbackSlack } from "./testing/loopback-slack.ts";
import { startTestServer } from "./testing/start-test-server.ts";

/** The compiled process: quick to start. */
const CRASH_NOTIFIER = join(ROOT, "backend/dist/testing/crash-notifier.js");

let slack: LoopbackSlack;
let dataDir: string;
let child: ChildProcess | undefined;

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "node_modules/typescript-7/bin/tsc"), "-b", "contract", "backend"], {
    cwd: ROOT,
  });
});
beforeEach(async () => {
  slack = await startLoopbackSlack();
  dataDir = await mkdtemp(join(tmpdir(), "pipewright-crash-"));
  await writeFile(join(dataDir, "notifications.yml"), "digest:\n  within_seconds: 0\n");
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await slack.close();
  await rm(dataDir, { recursive: true, force: true });
});

const settings = () => ({ SLACK_WEBHOOK_URL: slack.hookUrl });

function start(environment: Record<string, string>): ChildProcess {
  child = spawn(process.execPath, [CRASH_NOTIFIER], {
    env: {
      PATH: process.env.PATH,
      PIPEWRIGHT_DATA: dataDir,
      EXECUTOR: "sandbox",
      LLM_PROVIDER: "none",
      CRASH_ACCEPT: "shell-crlf",
      ...settings(),
      ...environment,
    },
    stdio: "ignore",
  });
  return child;
}

const titleOf = (json = "{}") => JSON.parse(json).text;

describe("kill -9", () => {
  it("after a fix waits, and before anybody is told, loses no message", async () => {
    await once(start({ CRASH_AT: "asked" }), "exit");
    expect(slack.calls).toEqual([]);
    const server = await startTestServer(settings(), { dataDir, keepData: true });
    const [told] = await slack.called("hook", 1);
    await server.close();
    expect(titleOf(told?.fields.json)).toContain("A fix waits for you");
  });

  it("while a message is under way sends the very same again", async () => {
    let isUnderWay = () => {};
    const underWay = new Promise<void>((resolve) => {
      isUnderWay = resolve;
    });
    slack.hold = () => isUnderWay();
    const killed = start({});
    await underWay;
    killed.kill("SIGKILL");
    await once(killed, "exit");
    slack.hold = undefined;
    const server = await startTestServer(settings(), { dataDir, keepData: true });
    const [first, second] = await slack.called("hook", 2);
    await server.close();
    expect(second?.fields.json).toBe(first?.fields.json);
    expect(slack.calls).toHaveLength(2);
  });
});
