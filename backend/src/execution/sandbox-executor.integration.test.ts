import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createSandboxExecutor } from "./sandbox-executor.ts";

it("runs", async () => {
  const ex = createSandboxExecutor();
  const r = await ex.run(
    {
      runId: "x",
      incidentId: "x",
      workspace: mkdtempSync(join(tmpdir(), "x-")),
      command: "echo hi",
      network: false,
      limits: { timeoutMs: 20000, memoryBytes: 512 * 1024 * 1024, cpus: 1, pids: 64 },
    },
    { signal: new AbortController().signal, onOutput: () => {} },
  );
  expect(r).toMatchObject({ exitCode: 0 });
});
