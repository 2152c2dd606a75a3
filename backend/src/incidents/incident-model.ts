import { Category, Severity } from "@pipewright/contract/diagnosis";
import { IncidentStatus, SignalSource } from "@pipewright/contract/incident";
import mongoose from "mongoose";
import type { IncidentRecord } from "./incident-record.ts";

const { Schema } = mongoose;
/** Parts whose shape the contract's zod schemas already hold. */
const PART = { type: Schema.Types.Mixed };

const schema = new Schema<IncidentRecord>(
  {
    status: { type: String, enum: IncidentStatus.options, required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    signal: {
      type: new Schema(
        {
          source: { type: String, enum: SignalSource.options, required: true },
          scenario: String,
          repo: { type: String, required: true },
          branch: { type: String, required: true },
          defaultBranch: String,
          commitSha: { type: String, default: "" },
          commitMessage: { type: String, default: "" },
          workspace: { ...PART, required: true },
          repositoryUrl: String,
          command: String,
          image: String,
          run: PART,
          report: PART,
        },
        { _id: false },
      ),
      required: true,
    },
    dedupeKeys: { type: [String], default: undefined },
    log: PART,
    reduction: PART,
    diagnosis: {
      type: new Schema(
        {
          category: { type: String, enum: Category.options },
          severity: { type: String, enum: Severity.options },
          title: String,
          rootCause: String,
          confidence: Number,
          provider: String,
          rule: String,
          evidence: { type: [PART], default: undefined },
        },
        { _id: false },
      ),
    },
    diagnosisMs: Number,
    similar: PART,
    policy: PART,
    revision: { type: Number, required: true },
    pastRevisions: { type: [PART], default: undefined },
    draft: PART,
    fix: PART,
    risk: PART,
    approval: PART,
    execution: PART,
    verification: PART,
    delivery: PART,
    failure: PART,
    timeline: { type: [PART], required: true },
    attempts: { type: Number, default: 0 },
    retryAt: Date,
    lease: { type: new Schema({ owner: String, until: Date }, { _id: false }) },
  },
  { versionKey: false, minimize: false, collection: "incidents" },
);
schema.index({ dedupeKeys: 1 }, { unique: true, sparse: true });
schema.index({ "approval.id": 1 }, { unique: true, sparse: true });
schema.index({ "pastRevisions.approval.id": 1 }, { sparse: true });
schema.index({ createdAt: -1 });
schema.index({ updatedAt: -1 });
schema.index({ status: 1, createdAt: -1 });
schema.index({ status: 1, updatedAt: -1 });
schema.index({ "signal.repo": 1, createdAt: -1 });
schema.index({ "signal.branch": 1, createdAt: -1 });
schema.index({ "signal.source": 1, createdAt: -1 });
schema.index({ "diagnosis.category": 1, createdAt: -1 });
schema.index({ "approval.status": 1 }, { sparse: true });
schema.index({ "verification.verdict": 1, updatedAt: -1 }, { sparse: true });
schema.index({ "delivery.number": 1 }, { sparse: true });
schema.index({ "delivery.commit": 1 }, { sparse: true });
schema.index({ "delivery.mergeCommit": 1 }, { sparse: true });
schema.index({ "signal.run.id": 1 }, { sparse: true });
schema.index({ "similar.fingerprint": 1 }, { sparse: true });
schema.index({ diagnosisMs: 1 }, { sparse: true });
schema.index({ "risk.score": -1 });

export type IncidentModel = mongoose.Model<IncidentRecord>;

/** The model on this connection; its indexes are there when the promise resolves. */
export async function openIncidentModel(connection: mongoose.Connection): Promise<IncidentModel> {
  const model = connection.model<IncidentRecord>("Incident", schema);
  await model.createIndexes();
  return model;
}
