import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunResult } from "@pipewright/contract/incident";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { RunRequest } from "./executor.ts";
import { createSandboxExecutor } from "./sandbox-executor.ts";
import { TEST_LIMITS } from "./testing/example-fixes.ts";

const executor = createSandboxExecutor();
const scratch = mkdtempSync(join(tmpdir(), "pipewright-sandbox-"));
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(scratch, "workspace-"));
});
afterAll(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

const write = (path: string, text: string): void => writeFileSync(join(dir, path), text);
const read = (path: string): string => readFileSync(join(dir, path), "utf8");

function run(
  command: string,
  change: Partial<RunRequest> = {},
  signal = new AbortController().signal,
): Promise<RunResult> {
  const request = {
    runId: "r",
    incidentId: "i",
    workspace: dir,
    command,
    network: false,
    limits: TEST_LIMITS,
    ...change,
  };
  return executor.run(request, { signal, onOutput: () => {} });
}

describe("a run in the sandbox", () => {
  it("gives exit code and output, and writes what changed to the workspace", async () => {
    write("a.txt", "a\n");
    const result = await run("echo out; echo err >&2; echo b > a.txt; exit 3");
    expect(result).toMatchObject({ outcome: "exited", exitCode: 3, outputTail: "out\nerr\n" });
    expect(read("a.txt")).toBe("b\n");
  });

  it("refuses all changes when one is not allowed, and says why", async () => {
    const result = await run("echo x > a.txt; ln -s /etc/passwd out");
    expect(result).toMatchObject({
      outcome: "unavailable",
      reason: expect.stringContaining("leads out of the workspace"),
    });
  });

  it("drops its changes when nobody wants it, when the time is over and when the run is called off", async () => {
    write("a.txt", "a\n");
    expect(await run("echo b > a.txt", { keepChanges: false })).toMatchObject({ exitCode: 0 });
    const limits = { ...TEST_LIMITS, timeoutMs: 4000 };
    expect(await run("echo b > a.txt; while true; do :; done", { limits })).toMatchObject({
      outcome: "timed_out",
      exitCode: null,
      reason: "Stopped after 4 s",
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 2000);
    expect(await run("echo b > a.txt; sleep 60", {}, controller.signal)).toMatchObject({ outcome: "cancelled" });
    expect(read("a.txt")).toBe("a\n");
  });

  it("does not block the server while a command runs", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    await run("while true; do :; done", { limits: { ...TEST_LIMITS, timeoutMs: 3000 } });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(30);
  });

  it("stops Python that does not end", async () => {
    const limits = { ...TEST_LIMITS, timeoutMs: 8000 };
    expect(await run(`python3 -c "while True: pass"`, { limits })).toMatchObject({ outcome: "timed_out" });
  });

  it("shows nothing of the host", async () => {
    write("secret-link-target", "x");
    symlinkSync("/etc/passwd", join(dir, "out"));
    symlinkSync("..", join(dir, "up"));
    process.env.PIPEWRIGHT_TEST_SECRET = "s3cret";
    const result = await run(`
      cat out /etc/passwd up/up/etc/passwd ../../etc/passwd; ls / /home /root up; env; printenv
      python3 -c "
import os
print(dict(os.environ))
for path in ('/etc/passwd', '/workspace/out', '/proc/self/environ', '/host/etc/passwd'):
    try: print(open(path).read())
    except OSError as error: print(error)
print(os.system('id'))"`);
    expect(result.outputTail).not.toContain("root:x:");
    expect(result.outputTail).not.toContain("s3cret");
    expect(result.outputTail).not.toContain(scratch);
    expect(result.outputTail).not.toContain("node_modules");
    expect(result.outputTail).toContain("No such file or directory");
  });

  it("ends what still runs when it is closed", async () => {
    const own = createSandboxExecutor();
    const request = {
      runId: "r",
      incidentId: "i",
      workspace: dir,
      command: "sleep 60",
      network: false,
      limits: TEST_LIMITS,
    };
    const running = own.run(request, { signal: new AbortController().signal, onOutput: () => {} });
    setTimeout(() => own.close(), 500);
    expect(await running).toMatchObject({ outcome: "cancelled" });
  });
});
