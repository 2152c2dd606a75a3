import type { Category } from "@pipewright/contract/diagnosis";
import type { Fix } from "@pipewright/contract/fix";
import type { Delivery } from "@pipewright/contract/incident";

/** What happened to one proposal: `rejected` also when a person wanted another in its place; `open` when nobody answered it. */
export type FixOutcome = "open" | "proven" | "unproven" | "refuted" | "rejected";

export interface PastFix {
  fix: Fix;
  outcome: FixOutcome;
}

/** What is known of a failure once it is diagnosed; it never changes again. */
export interface RememberedFailure {
  incidentId: string;
  repo: string;
  branch: string;
  commitSha: string;
  fingerprint: string;
  category: Category;
  step: string;
  title: string;
  /** What near failures are found by. */
  text: string;
  /** When the failure came in. */
  at: Date;
}

/** How the incident stands. */
export interface RememberedOutcome {
  /** The incident's own count of writes; an older word does not replace a newer one. */
  version: number;
  outcome: FixOutcome | "expired" | "dismissed" | "failed";
  /** Every proposal, the first one first. */
  fixes: PastFix[];
  /** The failing command passed at the failing commit, with nothing changed. */
  passedUnchanged: boolean;
  delivery?: Delivery | undefined;
}

export type MemoryEntry = RememberedFailure & RememberedOutcome;
