import { describe, expect, it } from "vitest";
import { createScenarioLibrary } from "../intake/scenarios.ts";
import { EXAMPLES_DIR } from "../package-root.ts";
import { findClosest } from "./closest-scenario.ts";

const library = createScenarioLibrary(EXAMPLES_DIR);
const scenarios = await Promise.all(library.list().map(async (each) => ({ ...each, log: await library.log(each.id) })));

describe("the closest scenario", () => {
  it.each([
    ["A python module uses json but nobody imports it, NameError", "python-missing-import"],
    ["our go.sum has no entry for a module", "go-sum-missing"],
    ["Makefile has spaces instead of a tab: missing separator", "makefile-spaces"],
    ["somebody left <<<<<<< conflict markers in the code", "merge-conflict-left"],
    ["the container gets OOM killed, exit code 137, out of memory", "out-of-memory"],
    ["the deploy step has no API key because the secret is not set", "secret-missing"],
    ["windows line endings: carriage return breaks the shell script", "shell-crlf"],
    ["tsc complains that an import is declared but never used", "typescript-unused-import"],
  ])("to: %s", (description, id) => {
    expect(findClosest(description, scenarios)?.scenario.id).toBe(id);
  });

  it("scores between 0 and 1, and is none when nothing is shared", () => {
    const { score = -1 } = findClosest("python json import", scenarios) ?? {};
    expect(score).toBeGreaterThan(0.5);
    expect(score).toBeLessThanOrEqual(1);
    expect(findClosest("xylophone quartet", scenarios)).toBeUndefined();
    expect(findClosest("", scenarios)).toBeUndefined();
    expect(findClosest("anything", [])).toBeUndefined();
  });
});
