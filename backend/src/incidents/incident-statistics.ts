import type { Stats } from "@pipewright/contract/dashboard";
import { Category } from "@pipewright/contract/diagnosis";
import { IncidentStatus } from "@pipewright/contract/incident";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentRecord } from "./incident-record.ts";
import { rememberCostly } from "./remember-costly.ts";
import { watchRecent } from "./watch-recent.ts";

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Tells how the incidents stand. Their number and what waits are always as of now. The rest is counted over all of them, or the
 * recent ones, so it is worked out less often where there are many.
 */
export function createStatistics(model: IncidentModel): () => Promise<Stats> {
  const clock = () => performance.now();
  const totals = rememberCostly(() => measureTotals(model, new Date()), clock);
  const measureRecent = watchRecent(model);
  const recent = rememberCostly(() => measureRecent(new Date()), clock);
  return async () => {
    const [total, waiting, figures, days] = await Promise.all([
      model.estimatedDocumentCount(),
      model.countDocuments({ status: "awaiting_approval" }),
      totals(),
      recent(),
    ]);
    return { ...figures, total, waiting, recent: days };
  };
}

/** Each figure by an index; the median is over all incidents that have a diagnosis, in ms. */
async function measureTotals(model: IncidentModel, now: Date): Promise<Omit<Stats, "total" | "waiting" | "recent">> {
  const count = (filter: Record<string, unknown>) => model.countDocuments(filter);
  const [
    byStatus,
    byCategory,
    healedLast7Days,
    approved,
    rejected,
    expired,
    proven,
    unproven,
    refuted,
    medianDiagnosisMs,
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
  ]);
  return {
    byStatus,
    byCategory,
    healedLast7Days,
    approvalRate: rate(approved, approved + rejected + expired),
    provenRate: rate(proven, proven + unproven + refuted),
    medianDiagnosisMs,
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
