import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Scenario } from "@pipewright/contract/simulate";
import { afterAll, describe, expect, it } from "vitest";
import { createSandboxExecutor } from "./sandbox-executor.ts";
import { EXAMPLE_SCRIPTS, executeAndVerify } from "./testing/example-fixes.ts";

const EXAMPLES_DIR = fileURLToPath(new URL("../../../examples", import.meta.url));
const executor = createSandboxExecutor();
const scratch = mkdtempSync(join(tmpdir(), "pipewright-examples-"));

afterAll(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe("the examples in the embedded sandbox", () => {
  for (const [id, script] of Object.entries(EXAMPLE_SCRIPTS)) {
    const file = join(EXAMPLES_DIR, id, "scenario.json");
    if (!existsSync(file)) continue;
    const scenario = Scenario.parse(JSON.parse(readFileSync(file, "utf8")));
    const expected = scenario.expected.sandbox;
    if (expected === undefined) continue;

    it.concurrent(`${id} ends ${expected}`, async () => {
      const { verification, execution, lines } = await executeAndVerify({
        executor,
        examplesDir: EXAMPLES_DIR,
        workspacesDir: join(scratch, "workspaces"),
        scenario,
        script,
      });
      expect(verification.verdict, verification.reason).toBe(expected);
      if (expected === "proven") {
        expect(execution.before?.exitCode).not.toBe(0);
        expect(verification.after?.exitCode).toBe(0);
        expect(execution.diff).toMatch(/^diff --git/);
      } else {
        expect(verification.reason).toMatch(/is not in the embedded sandbox; connect Docker/);
      }
      expect(lines.length).toBeGreaterThan(0);
    });
  }
});
