import type { PersonRole } from "@pipewright/contract/people";
import mongoose from "mongoose";

/** A person as they lie in the store: never with the token itself. */
export interface PersonRecord {
  _id: mongoose.Types.ObjectId;
  name: string;
  role: PersonRole;
  /** The name, while the person may sign in; so no two who may have the same. */
  activeName?: string;
  /** SHA-256 of the whole token, hexadecimal. A token is random, so it needs no salt and no slow hash. */
  hash: string;
  createdAt: Date;
  createdBy: string;
  lastUsedAt?: Date;
  revokedAt?: Date;
}

const schema = new mongoose.Schema<PersonRecord>(
  {
    name: { type: String, required: true },
    role: { type: String, required: true },
    activeName: String,
    hash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    lastUsedAt: Date,
    revokedAt: Date,
  },
  { versionKey: false, collection: "people" },
);
schema.index({ activeName: 1 }, { unique: true, sparse: true });

export type PersonModel = mongoose.Model<PersonRecord>;

/** The model on this connection; its index is there when the promise resolves. */
export async function openPersonModel(connection: mongoose.Connection): Promise<PersonModel> {
  const model = connection.model<PersonRecord>("Person", schema);
  await model.createIndexes();
  return model;
}
