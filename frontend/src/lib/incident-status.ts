import type { IncidentStatus, Verdict } from "@pipewright/contract/incident";

/** What a colour means, everywhere: failing, proven, waits for a person, machine at work, the rest. */
export type Meaning = "failing" | "proven" | "waiting" | "working" | "rest";

interface StatusWords {
  words: string;
  meaning: Meaning;
}

export const STATUS_WORDS: Record<IncidentStatus, StatusWords> = {
  received: { words: "Received", meaning: "working" },
  collecting: { words: "Collecting the log", meaning: "working" },
  diagnosing: { words: "Diagnosing", meaning: "working" },
  proposing: { words: "Proposing a fix", meaning: "working" },
  assessing: { words: "Assessing the risk", meaning: "working" },
  awaiting_approval: { words: "Waits for you", meaning: "waiting" },
  executing: { words: "Running the fix", meaning: "working" },
  verifying: { words: "Verifying", meaning: "working" },
  delivering: { words: "Delivering", meaning: "working" },
  resolved: { words: "Resolved", meaning: "proven" },
  rejected: { words: "Rejected", meaning: "rest" },
  expired: { words: "Expired", meaning: "rest" },
  dismissed: { words: "Closed", meaning: "rest" },
  failed: { words: "Failed", meaning: "failing" },
};

/** Words and meaning of an incident as it stands; a proof says more than `Resolved` does. */
export function describeStatus(status: IncidentStatus, verdict: Verdict | undefined): StatusWords {
  if (status !== "resolved" || !verdict) return STATUS_WORDS[status];
  if (verdict === "proven") return { words: "Proven", meaning: "proven" };
  if (verdict === "refuted") return { words: "Refuted", meaning: "failing" };
  return { words: "Unproven", meaning: "rest" };
}
