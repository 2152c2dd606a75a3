import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { SandboxAnswer } from "./sandbox-messages.ts";
import { startSandboxWorker } from "./start-sandbox-worker.ts";

const MIB = 1024 * 1024;
const WORKERS = 4;
/** Without a wait that holds until the answer is there, some of so many operations fail. */
const MANY_OPERATIONS = `
import os
for turn in range(6000):
    assert os.listdir("tests") == ["a.txt"], turn
    assert os.path.exists("tests/a.txt"), turn
print("all there")
`;

const dir = mkdtempSync(join(tmpdir(), "pipewright-worker-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function runInThread(command: string): Promise<SandboxAnswer> {
  const job = { workspace: dir, command, env: {}, timeoutMs: 120_000, maxFileBytes: 64 * MIB };
  return new Promise((resolve, reject) => {
    startSandboxWorker(job, 512 * MIB)
      .once("message", resolve)
      .once("error", reject);
  });
}

it("gives a program in Python the right answer to each file operation while other runs keep the machine busy", async () => {
  mkdirSync(join(dir, "tests"));
  writeFileSync(join(dir, "tests/a.txt"), "a\n");
  writeFileSync(join(dir, "many.py"), MANY_OPERATIONS);
  const answers = await Promise.all(Array.from({ length: WORKERS }, () => runInThread("python3 many.py")));
  for (const answer of answers) expect(answer).toMatchObject({ kind: "exited", exitCode: 0, output: "all there\n" });
}, 120_000);
