import { Category } from "@pipewright/contract/diagnosis";
import mongoose from "mongoose";
import type { MemoryEntry } from "./memory-entry.ts";

/** One incident as the memory holds it. */
export interface MemoryRecord extends Omit<MemoryEntry, "incidentId"> {
  /** The incident's id, so that one incident has one entry. */
  _id: string;
  /** When it was written first; the index follows it. */
  rememberedAt: Date;
}

const PART = { type: mongoose.Schema.Types.Mixed };
const schema = new mongoose.Schema<MemoryRecord>(
  {
    _id: { type: String, required: true },
    repo: { type: String, required: true },
    branch: String,
    commitSha: String,
    fingerprint: { type: String, required: true },
    category: { type: String, enum: Category.options },
    step: String,
    title: String,
    text: String,
    at: { type: Date, required: true },
    rememberedAt: { type: Date, required: true },
    version: { type: Number, required: true },
    outcome: String,
    fixes: { type: [PART], default: [] },
    passedUnchanged: Boolean,
    delivery: PART,
  },
  { versionKey: false, minimize: false, collection: "memory" },
);
schema.index({ repo: 1, fingerprint: 1, at: -1 });
schema.index({ repo: 1, commitSha: 1, step: 1, passedUnchanged: 1 });
schema.index({ rememberedAt: 1 });

export type MemoryModel = mongoose.Model<MemoryRecord>;

/** The model on this connection; its indexes are there when the promise resolves. */
export async function openMemoryModel(connection: mongoose.Connection): Promise<MemoryModel> {
  const model = connection.model<MemoryRecord>("Memory", schema);
  await model.createIndexes();
  return model;
}
