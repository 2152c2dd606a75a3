import type { FixKind } from "@pipewright/contract/fix";

/** Kinds that an executor can run. Approving another kind means that a person takes it over. */
const RUNNABLE: readonly FixKind[] = ["script", "patch", "rerun"];

export function isRunnable(kind: FixKind): boolean {
  return RUNNABLE.includes(kind);
}
