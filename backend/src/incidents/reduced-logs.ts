import { ReducedLog } from "@pipewright/contract/reduced-log";
import mongoose from "mongoose";

interface ReducedLogRecord {
  /** The incident's id. */
  _id: string;
  reduced: ReducedLog;
}

const schema = new mongoose.Schema<ReducedLogRecord>(
  { _id: { type: String, required: true }, reduced: { type: mongoose.Schema.Types.Mixed, required: true } },
  { versionKey: false, minimize: false, collection: "reducedLogs" },
);

export interface ReducedLogs {
  save(incidentId: string, reduced: ReducedLog): Promise<void>;
  /** @throws Error when the incident's log has not been reduced */
  load(incidentId: string): Promise<ReducedLog>;
  /** Null when there is none, or none that this version can read. */
  find(incidentId: string): Promise<ReducedLog | null>;
}

/** What the steps pass on about a log. Kept beside the incidents, so that lists do not read it. */
export function openReducedLogs(connection: mongoose.Connection): ReducedLogs {
  const model = connection.model<ReducedLogRecord>("ReducedLog", schema);
  return {
    async save(incidentId, reduced) {
      await model.updateOne({ _id: incidentId }, { $set: { reduced } }, { upsert: true });
    },
    async load(incidentId) {
      const found = await model.findById(incidentId).lean<ReducedLogRecord>();
      if (found === null) throw new Error(`There is no reduced log for incident ${incidentId}`);
      return ReducedLog.parse(found.reduced);
    },
    async find(incidentId) {
      const found = await model.findById(incidentId).lean<ReducedLogRecord>();
      return ReducedLog.safeParse(found?.reduced).data ?? null;
    },
  };
}
