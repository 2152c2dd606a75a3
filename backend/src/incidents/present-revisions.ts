import type { Fix } from "@pipewright/contract/fix";
import type { IncidentStatus } from "@pipewright/contract/incident";
import type { Revision, RevisionOutcome } from "@pipewright/contract/revision";
import type { IncidentRecord, PastRevision } from "./incident-record.ts";
import { wasRefuted } from "./state-machine.ts";

/** Every proposal of the incident as the API gives it, the first one first; the present one only once it is assessed. */
export function presentRevisions(record: IncidentRecord): Revision[] {
  const { pastRevisions = [], fix, risk, approval } = record;
  const all: Shown[] = pastRevisions.map((past) => ({ ...past, content: past.fix, at: past.approval.askedAt }));
  if (fix && risk)
    all.push({ fix, risk, outcome: outcomeOf(record), at: approval?.askedAt ?? record.updatedAt.toISOString() });
  return all.map((shown, index) => presentRevision(shown, pastRevisions[index - 1]?.replaced));
}

type Shown = Pick<PastRevision, "fix" | "risk"> & {
  /** What to give of it; none for the present one, whose content stands in the incident already. */
  content?: Pick<Fix, "script" | "patch">;
  outcome: RevisionOutcome;
  at: string;
};

function presentRevision(
  { fix, content, risk, outcome, at }: Shown,
  asked: PastRevision["replaced"] | undefined,
): Revision {
  const { revision, digest, kind, summary, provider } = fix;
  return {
    revision,
    digest,
    kind,
    summary,
    provider,
    by: provider === "person" && asked ? asked.by : provider,
    at,
    risk: { score: risk.score, tier: risk.tier },
    outcome,
    ...(asked && { askedBy: asked.by }),
    ...(content?.script !== undefined && { script: content.script }),
    ...(content?.patch !== undefined && { patch: content.patch }),
    ...(asked?.hint !== undefined && { hint: asked.hint }),
  };
}

const OUTCOMES: Readonly<Partial<Record<IncidentStatus, RevisionOutcome>>> = {
  awaiting_approval: "waiting",
  rejected: "rejected",
  expired: "expired",
  dismissed: "dismissed",
  failed: "failed",
};

function outcomeOf({ status, failure, verification }: IncidentRecord): RevisionOutcome {
  if (wasRefuted(failure)) return "refuted";
  if (status === "resolved") return verification?.verdict ?? "unproven";
  return OUTCOMES[status] ?? "running";
}
