import type { PendingApproval } from "@pipewright/contract/approvals";
import type { EventsQuery } from "@pipewright/contract/dashboard";
import type { LogHits, LogSearchQuery, StoredLine } from "@pipewright/contract/log";
import mongoose from "mongoose";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentQueries } from "./incident-queries.ts";
import type { IncidentRecord, StoredLog } from "./incident-record.ts";
import { createStatistics } from "./incident-statistics.ts";
import { presentIncident, summarizeIncident } from "./present-incident.ts";

const PENDING_MAX = 500;
/** Fields that no list shows. */
const LIST_FIELDS = {
  timeline: 0,
  draft: 0,
  similar: 0,
  policy: 0,
  pastRevisions: 0,
  execution: 0,
  "diagnosis.evidence": 0,
  "verification.before": 0,
  "verification.after": 0,
};

/** Stored logs by their file id. */
export interface StoredLogs {
  openLog(fileId: string): Promise<NodeJS.ReadableStream>;
  readLog(fileId: string, range: { from: number; count: number }, signal: AbortSignal): Promise<StoredLine[]>;
  searchLog(fileId: string, question: LogSearchQuery, signal: AbortSignal): Promise<LogHits>;
}

export interface QueryDependencies {
  model: IncidentModel;
  logs: StoredLogs;
}

export function createIncidentQueries({ model, logs }: QueryDependencies): IncidentQueries {
  const findRecord = async (id: string) =>
    mongoose.isValidObjectId(id) ? model.findById(id).lean<IncidentRecord>() : null;

  const findLog = async (id: string): Promise<StoredLog | null> => {
    if (!mongoose.isValidObjectId(id)) return null;
    return (await model.findById(id, { log: 1 }).lean<Pick<IncidentRecord, "log">>())?.log ?? null;
  };

  return {
    async find(id) {
      const record = await findRecord(id);
      return record && presentIncident(record);
    },

    async list(query) {
      const filter = { ...filterOf(query), ...(query.q && (await searchWindow(model))) };
      const before = (query.page - 1) * query.pageSize;
      const records = await model
        .find(filter, LIST_FIELDS)
        .sort(sortOf(query.sort))
        .skip(before)
        .limit(query.pageSize)
        .lean<IncidentRecord[]>();
      // A page that is not full ends the list; to count it would be to search for the text once more.
      const isLast = records.length < query.pageSize && (records.length > 0 || before === 0);
      const total = isLast ? before + records.length : await model.countDocuments(filter);
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

    stats: createStatistics(model),

    async openLog(id) {
      const log = await findLog(id);
      return log && logs.openLog(log.fileId);
    },

    async readLog(id, range, signal) {
      const log = await findLog(id);
      if (log === null) return null;
      const lines = await logs.readLog(log.fileId, range, signal);
      return { from: range.from, totalLines: log.lines, lines };
    },

    async searchLog(id, question, signal) {
      const log = await findLog(id);
      return log && logs.searchLog(log.fileId, question, signal);
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
    ...(text && { $or: SEARCHED.map((field) => ({ [field]: text })) }),
  };
}

const SEARCHED = ["diagnosis.title", "signal.repo", "signal.branch", "signal.commitSha", "signal.commitMessage"];
/** No index finds a piece of a text, so it is looked for in this many incidents, the newest. */
const SEARCHED_MAX = 20_000;

async function searchWindow(model: IncidentModel): Promise<Record<string, unknown>> {
  const oldest = await model
    .findOne({}, { createdAt: 1 })
    .sort({ createdAt: -1 })
    .skip(SEARCHED_MAX)
    .lean<IncidentRecord>();
  return oldest ? { createdAt: { $gt: oldest.createdAt } } : {};
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
