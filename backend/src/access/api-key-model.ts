import mongoose from "mongoose";

/** An API key as it lies in the store: never the key itself. */
export interface ApiKeyRecord {
  _id: mongoose.Types.ObjectId;
  /** SHA-256 of the whole key, hexadecimal. A key is random, so it needs no salt and no slow hash. */
  hash: string;
  repo: string;
  name?: string;
  createdAt: Date;
  createdBy: string;
  lastUsedAt?: Date;
  revokedAt?: Date;
}

const schema = new mongoose.Schema<ApiKeyRecord>(
  {
    hash: { type: String, required: true },
    repo: { type: String, required: true },
    name: String,
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    lastUsedAt: Date,
    revokedAt: Date,
  },
  { versionKey: false, collection: "apiKeys" },
);

export type ApiKeyModel = mongoose.Model<ApiKeyRecord>;

export function openApiKeyModel(connection: mongoose.Connection): ApiKeyModel {
  return connection.model<ApiKeyRecord>("ApiKey", schema);
}
