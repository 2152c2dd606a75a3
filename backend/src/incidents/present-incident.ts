import type { Incident, IncidentSummary } from "@pipewright/contract/incident";
import type { IncidentRecord } from "./incident-record.ts";
import { presentRevisions } from "./present-revisions.ts";

/** The incident as the API gives it. */
export function presentIncident(record: IncidentRecord): Incident {
  const { signal, log, diagnosis, reduction } = record;
  return {
    id: record._id.toHexString(),
    status: record.status,
    source: signal.source,
    ...present("scenario", signal.scenario),
    repo: signal.repo,
    branch: signal.branch,
    commitSha: signal.commitSha,
    commitMessage: signal.commitMessage,
    ...present("runUrl", signal.run?.url),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    ...present("log", log && { bytes: log.bytes, lines: log.lines, droppedBytes: log.droppedBytes }),
    ...present(
      "diagnosis",
      diagnosis && { ...diagnosis, keptLines: reduction?.keptLines ?? 0, totalLines: reduction?.totalLines ?? 0 },
    ),
    ...present("similar", record.similar),
    ...present("policy", record.policy),
    ...present("fix", record.fix),
    ...present("risk", record.risk),
    ...present("approval", record.approval),
    revisions: presentRevisions(record),
    ...present("execution", record.execution),
    ...present("verification", record.verification),
    ...present("delivery", record.delivery),
    ...present("failure", record.failure),
    timeline: record.timeline,
  };
}

/** One row of a list. */
export function summarizeIncident(record: IncidentRecord): IncidentSummary {
  const { signal, diagnosis, risk, fix, approval, verification } = record;
  return {
    id: record._id.toHexString(),
    status: record.status,
    source: signal.source,
    ...present("scenario", signal.scenario),
    repo: signal.repo,
    branch: signal.branch,
    commitSha: signal.commitSha,
    commitMessage: signal.commitMessage,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    ...present("title", diagnosis?.title),
    ...present("category", diagnosis?.category),
    ...present("severity", diagnosis?.severity),
    ...present("confidence", diagnosis?.confidence),
    ...present("risk", risk && { score: risk.score, tier: risk.tier }),
    ...present("fixKind", fix?.kind),
    ...(record.status === "awaiting_approval" && approval
      ? { approvalId: approval.id, expiresAt: approval.expiresAt }
      : {}),
    ...present("verdict", verification?.verdict),
  };
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  const part: { [Key in Name]?: Value } = {};
  if (value !== undefined) part[name] = value;
  return part;
}
