import type { Recent, Stats } from "@pipewright/contract/dashboard";
import { Category } from "@pipewright/contract/diagnosis";
import { IncidentStatus } from "@pipewright/contract/incident";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentRecord } from "./incident-record.ts";

const WEEK_MS = 7 * 24 * 3_600_000;

/** Counts are over all incidents, each by an index; the median is over all that have a diagnosis, in ms. */
export async function measureIncidents(
  model: IncidentModel,
  now: Date,
  measureRecent: () => Promise<Recent>,
): Promise<Stats> {
  const count = (filter: Record<string, unknown>) => model.countDocuments(filter);
  const [
    statuses,
    categories,
    healedLast7Days,
    approved,
    rejected,
    expired,
    proven,
    unproven,
    refuted,
    medianDiagnosisMs,
    recent,
  ] = await Promise.all([
    countEach(IncidentStatus.options, (status) => count({ status })),
    countEach(Category.options, (category) => count({ "diagnosis.category": category })),
    count({ "verification.verdict": "proven", updatedAt: { $gte: new Date(now.getTime() - WEEK_MS) } }),
    count({ "approval.status": "approved" }),
    count({ "approval.status": "rejected" }),
    count({ "approval.status": "expired" }),
    count({ "verification.verdict": "proven" }),
    count({ "verification.verdict": "unproven" }),
    count({ "verification.verdict": "refuted" }),
    medianDiagnosis(model),
    measureRecent(),
  ]);
  return {
    total: Object.values(statuses).reduce((sum, some) => sum + some, 0),
    byStatus: statuses,
    byCategory: categories,
    waiting: statuses.awaiting_approval ?? 0,
    healedLast7Days,
    approvalRate: rate(approved, approved + rejected + expired),
    provenRate: rate(proven, proven + unproven + refuted),
    medianDiagnosisMs,
    recent,
  };
}

async function countEach<Name extends string>(
  names: readonly Name[],
  count: (name: Name) => Promise<number>,
): Promise<{ [Key in Name]?: number }> {
  const counts: { [Key in Name]?: number } = {};
  for (const name of names) {
    const found = await count(name);
    if (found > 0) counts[name] = found;
  }
  return counts;
}

async function medianDiagnosis(model: IncidentModel): Promise<number | null> {
  const measured = { diagnosisMs: { $gte: 0 } };
  const total = await model.countDocuments(measured);
  if (total === 0) return null;
  const middle = await model
    .findOne(measured, { diagnosisMs: 1 })
    .sort({ diagnosisMs: 1 })
    .skip(Math.floor((total - 1) / 2))
    .lean<IncidentRecord>();
  return middle?.diagnosisMs ?? null;
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
