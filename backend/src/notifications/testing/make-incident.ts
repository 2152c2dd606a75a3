import type { Incident } from "@pipewright/contract/incident";

const AT = "2026-11-24T12:00:00.000Z";
export const DIGEST = `sha256:${"a".repeat(64)}`;

export interface Wanted {
  fingerprint?: string;
  repo?: string;
  title?: string;
  rootCause?: string;
  severity?: "low" | "medium" | "high" | "critical";
  tier?: "low" | "medium" | "high" | "critical";
  change?: Partial<Incident>;
}

/** An incident whose fix waits for an answer. */
export function makeIncident(id: string, wanted: Wanted = {}): Incident {
  const {
    repo = "acme/shop",
    title = "json is used but not imported",
    rootCause = "load.py never imports json",
  } = wanted;
  const approval = {
    id: `approval-${id}`,
    status: "pending" as const,
    digest: DIGEST,
    askedAt: AT,
    expiresAt: "2026-11-27T12:00:00.000Z",
  };
  return {
    id,
    status: "awaiting_approval",
    source: "github",
    repo,
    branch: "main",
    commitSha: "3f9a2c1d00",
    commitMessage: "Tidy up",
    createdAt: AT,
    updatedAt: AT,
    diagnosis: {
      category: "runtime_error",
      title,
      rootCause,
      severity: wanted.severity ?? "medium",
      confidence: 0.92,
      provider: "knowledge",
      evidence: [{ startLine: 10, endLine: 12, reason: "the error", excerpt: "NameError" }],
      keptLines: 3,
      totalLines: 40,
    },
    similar: {
      fingerprint: wanted.fingerprint ?? `fingerprint-${id}`,
      seen: 0,
      returned: false,
      notHeld: 0,
      flaky: false,
      triedDigests: [],
      rejectedDigests: [],
      near: [],
    },
    fix: {
      kind: "script",
      summary: "Add the import",
      why: "The module is used.",
      network: false,
      provider: "knowledge",
      revision: 1,
      digest: DIGEST,
    },
    risk: { score: 12, tier: wanted.tier ?? "low", factors: [] },
    approval,
    revisions: [],
    timeline: [],
    ...wanted.change,
  };
}

/** The same incident once somebody or something has answered. */
export function answered(
  incident: Incident,
  status: "approved" | "rejected" | "expired",
  change: Partial<Incident>,
): Incident {
  const { approval } = incident;
  return { ...incident, ...(approval && { approval: { ...approval, status, decidedBy: "mia" } }), ...change };
}
