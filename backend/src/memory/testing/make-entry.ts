import type { FixKind } from "@pipewright/contract/fix";
import type { FixOutcome, PastFix, RememberedFailure } from "../memory-entry.ts";

export const COMMIT_A = "a1".repeat(20);
export const COMMIT_B = "b2".repeat(20);

/** A failure as the diagnosis remembers it. */
export function makeFailure(incidentId: string, changes: Partial<RememberedFailure> = {}): RememberedFailure {
  return {
    incidentId,
    repo: "acme/shop",
    branch: "main",
    commitSha: COMMIT_A,
    fingerprint: "f".repeat(64),
    category: "runtime_error",
    step: "Run tests",
    title: "json is used but not imported",
    text: "NameError: name 'json' is not defined in app/load.py",
    at: new Date("2026-11-24T03:00:00.000Z"),
    ...changes,
  };
}

/** A proposal and what became of it; fixes of the same script have the same content. */
export function makeFix(outcome: FixOutcome, script = "echo fixed\n", kind: FixKind = "script"): PastFix {
  return {
    outcome,
    fix: {
      revision: 1,
      kind,
      summary: `Run ${script.trim()}`,
      why: "because",
      ...(kind === "script" && { script }),
      network: false,
      provider: "knowledge",
      digest: `sha256:${Buffer.from(script).toString("hex").padEnd(64, "0").slice(0, 64)}`,
    },
  };
}
