import { RunStatus } from "@pipewright/contract/runs";
import mongoose from "mongoose";
import type { RunRecord } from "./run-record.ts";

const schema = new mongoose.Schema<RunRecord>(
  {
    dedupeKey: { type: String, required: true },
    repo: { type: String, required: true },
    branch: { type: String, required: true },
    commitSha: { type: String, required: true },
    commitMessage: { type: String, default: "" },
    workflow: { type: String, required: true },
    job: String,
    runId: String,
    attempt: { type: Number, required: true },
    url: String,
    status: { type: String, enum: RunStatus.options, required: true },
    startedAt: { type: Date, required: true },
    finishedAt: Date,
    receivedAt: { type: Date, required: true },
    eventId: String,
  },
  { versionKey: false, collection: "runs" },
);
schema.index({ dedupeKey: 1 }, { unique: true });
schema.index({ startedAt: -1 });
schema.index({ repo: 1, startedAt: -1 });
schema.index({ commitSha: 1 });

export type RunModel = mongoose.Model<RunRecord>;

/** The model on this connection; its indexes are there when the promise resolves. */
export async function openRunModel(connection: mongoose.Connection): Promise<RunModel> {
  const model = connection.model<RunRecord>("Run", schema);
  await model.createIndexes();
  return model;
}
