import { expect, it } from "vitest";
import { sameFix } from "./same-fix.ts";

const SCRIPT = { kind: "script", script: "true\n", summary: "Import json", provider: "knowledge" } as const;
const PATCH = { kind: "patch", patch: "--- a/x\n", summary: "Import json", provider: "knowledge" } as const;

it.each([
  ["the same script in other words", SCRIPT, { ...SCRIPT, summary: "Bring it in", provider: "ollama" }, true],
  ["another script", SCRIPT, { ...SCRIPT, script: "false\n", summary: "Other" }, false],
  ["a rule's remedy as a script and as a patch", SCRIPT, PATCH, true],
  ["a rule's remedy for two commits", PATCH, { ...PATCH, patch: "--- a/y\n" }, true],
  ["a model's patch under the same title", SCRIPT, { ...PATCH, provider: "ollama" }, false],
  ["advice under one title", { ...SCRIPT, kind: "manual", script: undefined }, SCRIPT, false],
] as const)("%s", (_, a, b, same) => {
  expect(sameFix(a, b)).toBe(same);
});
