import type { PendingApproval } from "@pipewright/contract/approvals";
import type { EventsQuery } from "@pipewright/contract/dashboard";
import mongoose from "mongoose";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentQueries } from "./incident-queries.ts";
import type { IncidentRecord } from "./incident-record.ts";
import { measureIncidents } from "./incident-statistics.ts";
import { presentIncident, summarizeIncident } from "./present-incident.ts";

const PENDING_MAX = 500;
/** Fields that no list shows. */
const LIST_FIELDS = {
  timeline: 0,
  draft: 0,
  similar: 0,
  pastRevisions: 0,
  execution: 0,
  "diagnosis.evidence": 0,
  "verification.before": 0,
  "verification.after": 0,
};

export interface QueryDependencies {
  model: IncidentModel;
  /** Opens a stored log by its file id. */
  openLog: (fileId: string) => Promise<NodeJS.ReadableStream>;
}

export function createIncidentQueries({ model, openLog }: QueryDependencies): IncidentQueries {
  const findRecord = async (id: string) =>
    mongoose.isValidObjectId(id) ? model.findById(id).lean<IncidentRecord>() : null;

  return {
    async find(id) {
      const record = await findRecord(id);
      return record && presentIncident(record);
    },

    async list(query) {
      const filter = filterOf(query);
      const [records, total] = await Promise.all([
        model
          .find(filter, LIST_FIELDS)
          .sort(sortOf(query.sort))
          .skip((query.page - 1) * query.pageSize)
          .limit(query.pageSize)
          .lean<IncidentRecord[]>(),
        model.countDocuments(filter),
      ]);
      return { events: records.map(summarizeIncident), total, page: query.page, pageSize: query.pageSize };
    },

    async pending() {
      const records = await model
        .find({ status: "awaiting_approval" }, { timeline: 0, pastRevisions: 0 })
        .sort({ status: 1, createdAt: -1 })
        .limit(PENDING_MAX)
        .lean<IncidentRecord[]>();
      return records.flatMap(pendingApproval).sort(riskiestThenOldest);
    },

    stats: (now) => measureIncidents(model, now),

    async openLog(id) {
      const record = await findRecord(id);
      return record?.log ? openLog(record.log.fileId) : null;
    },
  };
}

function filterOf({ status, repo, branch, category, source, q }: EventsQuery): Record<string, unknown> {
  const text = q && { $regex: q.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), $options: "i" };
  return {
    ...(status && { status }),
    ...(repo && { "signal.repo": repo }),
    ...(branch && { "signal.branch": branch }),
    ...(category && { "diagnosis.category": category }),
    ...(source && { "signal.source": source }),
    ...(text && { $or: [{ "diagnosis.title": text }, { "signal.repo": text }, { "signal.commitMessage": text }] }),
  };
}

function sortOf(sort: EventsQuery["sort"]): Record<string, 1 | -1> {
  const direction = sort.startsWith("-") ? -1 : 1;
  const field = sort.replace(/^-/, "");
  return { [field === "risk" ? "risk.score" : field]: direction };
}

function pendingApproval(record: IncidentRecord): PendingApproval[] {
  const { approval, diagnosis, fix, risk } = record;
  if (!approval || !diagnosis || !fix || !risk) return [];
  return [{ ...approval, incident: summarizeIncident(record), diagnosis, fix, risk }];
}

function riskiestThenOldest(a: PendingApproval, b: PendingApproval): number {
  return b.risk.score - a.risk.score || a.askedAt.localeCompare(b.askedAt);
}
