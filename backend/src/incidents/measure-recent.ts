import type { Recent } from "@pipewright/contract/dashboard";
import { foldRecent, type IncidentFacts, recentStart } from "./fold-recent.ts";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentRecord } from "./incident-record.ts";

const FIELDS = {
  createdAt: 1,
  diagnosisMs: 1,
  "signal.source": 1,
  "signal.repo": 1,
  "signal.branch": 1,
  "approval.status": 1,
  "verification.verdict": 1,
  "verification.after.finishedAt": 1,
};

/** Of a record only what `FIELDS` names. */
type Projected = Pick<IncidentRecord, "createdAt" | "diagnosisMs" | "signal" | "approval" | "verification">;

/** Reads the incidents of the last days and adds them up. */
export async function measureRecent(model: IncidentModel, now: Date): Promise<Recent> {
  const records = await model.find({ createdAt: { $gte: recentStart(now) } }, FIELDS).lean<Projected[]>();
  return foldRecent(records.map(factsOf), now);
}

function factsOf({ createdAt, diagnosisMs, signal, approval, verification }: Projected): IncidentFacts {
  const greenAt = verification?.after?.finishedAt;
  return {
    createdAt,
    diagnosisMs,
    repo: signal.repo,
    branch: signal.branch,
    isSimulated: signal.source === "simulate",
    greenMs: greenAt === undefined ? undefined : Date.parse(greenAt) - createdAt.getTime(),
    answer: approval?.status,
    verdict: verification?.verdict,
  };
}
