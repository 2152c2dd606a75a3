import { createHash, randomBytes } from "node:crypto";
import type { ApiKey, CreatedApiKey, NewApiKey } from "@pipewright/contract/api-keys";
import { NotFoundError, UnauthorizedError } from "@pipewright/contract/errors";
import mongoose from "mongoose";
import type { ApiKeyModel, ApiKeyRecord } from "./api-key-model.ts";
import type { Caller } from "./caller.ts";
import { secretsMatch } from "./compare-secrets.ts";
import { readApiKey } from "./read-api-key.ts";

/** Keys that pipelines report with. Each is for one repository. */
export interface ApiKeys {
  create(key: NewApiKey & { by: string }): Promise<CreatedApiKey>;
  /** The newest first, those that were revoked, too. */
  list(): Promise<ApiKey[]>;
  /** @throws NotFoundError */
  revoke(id: string): Promise<ApiKey>;
  /** The key that a request carries. @throws UnauthorizedError without one that works */
  authenticate(caller: Caller): Promise<ApiKey>;
}

const SECRET_BYTES = 32;
/** `pw_`, the id, the secret. */
const KEY = /^pw_([0-9a-f]{24})_[\w-]{43}$/;
/** So that a busy key is not written with every report. ms. */
const LAST_USED_STEP_MS = 60_000;

export function createApiKeys(model: ApiKeyModel, now: () => Date): ApiKeys {
  return {
    async create({ repo, name, by }) {
      const _id = new mongoose.Types.ObjectId();
      const key = `pw_${_id.toHexString()}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
      const record = { _id, hash: sha256(key), repo, ...(name && { name }), createdAt: now(), createdBy: by };
      await model.create(record);
      return { ...present(record), key };
    },

    async list() {
      return (await model.find().sort({ _id: -1 }).lean<ApiKeyRecord[]>()).map(present);
    },

    async revoke(id) {
      if (!mongoose.isObjectIdOrHexString(id)) throw new NotFoundError("There is no such key.");
      await model.updateOne({ _id: id, revokedAt: { $exists: false } }, { revokedAt: now() });
      const record = await model.findById(id).lean<ApiKeyRecord>();
      if (record === null) throw new NotFoundError("There is no such key.");
      return present(record);
    },

    async authenticate({ headers }) {
      const key = readApiKey(headers);
      if (key === undefined)
        throw new UnauthorizedError("Send an API key as `X-PipelineIQ-Key` or `Authorization: Bearer <key>`.");
      const record = await findByKey(model, key);
      if (record === null)
        throw new UnauthorizedError("The API key is not valid. `pipewright keys create --repo owner/name` makes one.");
      await noteUse(model, record, now());
      return present(record);
    },
  };
}

async function findByKey(model: ApiKeyModel, key: string): Promise<ApiKeyRecord | null> {
  const id = KEY.exec(key)?.[1];
  const record = id === undefined ? null : await model.findById(id).lean<ApiKeyRecord>();
  return record !== null && secretsMatch(sha256(key), record.hash) && record.revokedAt === undefined ? record : null;
}

async function noteUse(model: ApiKeyModel, { _id, lastUsedAt }: ApiKeyRecord, now: Date): Promise<void> {
  if (lastUsedAt !== undefined && now.getTime() - lastUsedAt.getTime() < LAST_USED_STEP_MS) return;
  await model.updateOne({ _id }, { $max: { lastUsedAt: now } });
}

function present({ _id, repo, name, createdAt, createdBy, lastUsedAt, revokedAt }: ApiKeyRecord): ApiKey {
  return {
    id: _id.toHexString(),
    repo,
    ...(name && { name }),
    createdAt: createdAt.toISOString(),
    createdBy,
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
