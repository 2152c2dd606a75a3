import type { PendingApproval } from "@pipewright/contract/approvals";

const DIGEST = `sha256:${"a".repeat(64)}`;

/** What waits under this id: `risk` points, asked and ending so many minutes after a fixed time. */
export function waitingApproval(id: string, { risk = 10, asked = 0, ends = 4_000 } = {}): PendingApproval {
  const tier = "low" as const;
  return {
    id: `approval-${id}`,
    status: "pending",
    digest: DIGEST,
    askedAt: minutes(asked),
    expiresAt: minutes(ends),
    incident: {
      id,
      status: "awaiting_approval",
      source: "simulate",
      repo: "acme/shop",
      branch: "main",
      commitSha: "abc",
      commitMessage: "Break it",
      createdAt: minutes(asked),
      updatedAt: minutes(asked),
    },
    diagnosis: {
      category: "unknown",
      title: `Failure ${id}`,
      rootCause: "",
      severity: "low",
      confidence: 1,
      provider: "knowledge",
      evidence: [],
    },
    fix: {
      kind: "script",
      summary: "Fix",
      why: "",
      network: false,
      provider: "knowledge",
      revision: 1,
      digest: DIGEST,
    },
    risk: { score: risk, tier, factors: [] },
  };
}

function minutes(count: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, count)).toISOString();
}
