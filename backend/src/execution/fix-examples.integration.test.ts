import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Scenario } from "@pipewright/contract/simulate";
import { afterAll, describe, expect, it } from "vitest";
import { createSandboxExecutor } from "./sandbox-executor.ts";
import { executeAndVerify } from "./testing/example-fixes.ts";

const EXAMPLES_DIR = fileURLToPath(new URL("../../../examples", import.meta.url));
/** Examples whose tools the sandbox does not have, each with a right fix. Those that it can prove are in the loop's tests. */
const BEYOND_THE_SANDBOX: ReadonlyArray<readonly [id: string, tool: string, script: string]> = [
  ["go-sum-missing", "go", "go mod tidy"],
  ["makefile-spaces", "make", "sed -i -E 's/^ +/\\t/' Makefile"],
  ["node-lockfile-out-of-sync", "npm", "npm install --package-lock-only"],
  ["typescript-unused-import", "npm", "sed -i 's/, roundToCents//' src/cart.ts"],
];

const executor = createSandboxExecutor();
const scratch = mkdtempSync(join(tmpdir(), "pipewright-examples-"));

afterAll(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe("an example that the embedded sandbox cannot run", () => {
  it.each(BEYOND_THE_SANDBOX)("%s stays unproven for want of %s", async (id, tool, script) => {
    const scenario = Scenario.parse(JSON.parse(readFileSync(join(EXAMPLES_DIR, id, "scenario.json"), "utf8")));
    expect(scenario.expected.sandbox).toBe("unproven");
    const workspacesDir = join(scratch, "workspaces");
    const run = { executor, examplesDir: EXAMPLES_DIR, workspacesDir, scenario, script };
    const { verification, execution } = await executeAndVerify(run);
    expect(verification).toMatchObject({
      verdict: "unproven",
      reason: expect.stringContaining(`${tool} is not in the embedded sandbox; connect Docker to run it`),
      before: { outcome: "unavailable", exitCode: null },
    });
    // A fix that needs no such tool still runs, and its diff is there for a person to judge.
    expect(execution.diff === "").toBe(execution.fix.outcome === "unavailable");
  });
});
